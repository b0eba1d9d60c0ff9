/** The tour while it is under way. Loaded when it starts. */
import { type Driver, driver, type PopoverDOM } from 'driver.js'
import 'driver.js/dist/driver.css'
import { defaultPreset } from '../../../config/presets'
import { type TourStep, tourSteps, type TourView } from './steps'
import './tour.css'

class Tour {
  readonly #steps = tourSteps(defaultPreset.confirmation)
  readonly #onView: (view: TourView) => void
  readonly #guide: Driver
  /** What had the focus before the tour, and gets it back afterwards. */
  readonly #opener = document.activeElement
  readonly #forgetKeys: () => void
  #popover: HTMLElement | undefined
  #element: HTMLElement | undefined
  /** Counts the steps asked for: a step that waits for its element gives way to a later one. */
  #turn = 0
  #isOver = false

  constructor(onView: (view: TourView) => void) {
    this.#onView = onView
    const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches
    this.#guide = driver({
      animate: !calm,
      smoothScroll: !calm,
      allowKeyboardControl: false,
      overlayOpacity: 0.5,
      stagePadding: 6,
      stageRadius: 6,
      popoverClass: 'tour',
      prevBtnText: 'Back',
      onCloseClick: this.end,
      onDestroyed: this.end,
    })
    this.#forgetKeys = listenToKeys(() => [this.#popover, this.#element], this.end)
    void this.#go(0)
  }

  readonly end = (): void => {
    if (this.#isOver) return
    this.#isOver = true
    this.#turn++
    this.#forgetKeys()
    this.#guide.destroy()
    this.#giveFocusBack()
  }

  async #go(index: number): Promise<void> {
    const step = this.#steps[index]
    if (!step) {
      this.end()
      return
    }
    const turn = ++this.#turn
    this.#onView(step.view)
    const element = await appeared(step.anchors)
    if (turn !== this.#turn) return
    this.#element = element
    this.#show(step, index, element)
  }

  #show({ title, text }: TourStep, index: number, element: HTMLElement | undefined): void {
    const count = this.#steps.length
    this.#guide.highlight({
      ...(element && { element }),
      popover: {
        title,
        // driver.js takes HTML; the text itself is put in as text when its element is there.
        description: '…',
        showButtons: ['previous', 'next', 'close'],
        disableButtons: index === 0 ? ['previous'] : [],
        showProgress: true,
        progressText: `${index + 1} of ${count}`,
        nextBtnText: index + 1 === count ? 'Done' : 'Next',
        onNextClick: () => {
          void this.#go(index + 1)
        },
        onPrevClick: () => {
          void this.#go(index - 1)
        },
        onPopoverRender: (popover) => {
          this.#fill(popover, text)
        },
      },
    })
    // driver.js calls any element the opener of a dialog, in attributes that few elements may have.
    for (const name of ['aria-haspopup', 'aria-expanded', 'aria-controls']) element?.removeAttribute(name)
  }

  #fill({ wrapper, title, description, closeButton, nextButton }: PopoverDOM, text: readonly string[]): void {
    this.#popover = wrapper
    description.replaceChildren(
      ...text.map((paragraph) => {
        const element = document.createElement('p')
        element.textContent = paragraph
        return element
      }),
    )
    // driver.js makes it a <header>, which would be a second banner of the page.
    title.setAttribute('role', 'none')
    closeButton.setAttribute('aria-label', 'End the tour')
    // After driver.js, which gives the focus to its first button.
    queueMicrotask(() => {
      nextButton.focus({ preventScroll: true })
    })
  }

  #giveFocusBack(): void {
    const opener = this.#opener
    if (opener instanceof HTMLElement && opener.getClientRects().length > 0) {
      opener.focus()
    } else if (this.#element) {
      // The button that started the tour is in a view that is hidden now.
      this.#element.tabIndex = -1
      this.#element.focus({ preventScroll: true })
    }
  }
}

/** Starts the tour; returns a function that ends it. */
export function startTour(onView: (view: TourView) => void): () => void {
  return new Tour(onView).end
}

/** How long a step waits for its element, whose view may still be loading, in milliseconds. */
const PATIENCE = 1500

const isShown = (element: Element): boolean => element.getClientRects().length > 0

/** A step's element that is visible now: that of the first of its `data-tour` values that has one. */
function find(anchors: readonly string[]): HTMLElement | undefined {
  return anchors
    .flatMap((anchor) => [...document.querySelectorAll<HTMLElement>(`[data-tour="${anchor}"]`)])
    .find(isShown)
}

/** Waits a moment for a step's element to be visible; undefined if it does not appear. */
function appeared(anchors: readonly string[]): Promise<HTMLElement | undefined> {
  const latest = performance.now() + PATIENCE
  return new Promise((resolve) => {
    const look = (): void => {
      const element = find(anchors)
      if (element || performance.now() > latest) resolve(element)
      else requestAnimationFrame(look)
    }
    // Not before the page had its chance to switch the view.
    requestAnimationFrame(look)
  })
}

const FOCUSABLE = 'a[href], button, input, select, textarea, summary, [tabindex]'

const canTakeFocus = (element: HTMLElement): boolean =>
  element.tabIndex >= 0 && !element.matches(':disabled') && element.getClientRects().length > 0

/** What Tab goes through while a step is shown: the step's own buttons, then all of its element. */
function stops(parts: readonly (HTMLElement | undefined)[]): HTMLElement[] {
  return parts
    .flatMap((part) => (part ? [part, ...part.querySelectorAll<HTMLElement>(FOCUSABLE)] : []))
    .filter(canTakeFocus)
}

/**
 * The keys of the tour: Escape ends it, and Tab stays within the parts that are shown. Arrows stay with the page's own sliders and
 * fields. Returns a function that removes the listener.
 */
function listenToKeys(parts: () => readonly (HTMLElement | undefined)[], onEscape: () => void): () => void {
  const typed = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' && event.key !== 'Tab') return
    event.stopPropagation()
    event.preventDefault()
    if (event.key === 'Escape') {
      onEscape()
      return
    }
    const all = stops(parts())
    const at = all.findIndex((element) => element === document.activeElement)
    const next = event.shiftKey ? (at <= 0 ? all.length : at) - 1 : (at + 1) % all.length
    all[next]?.focus()
  }
  window.addEventListener('keydown', typed, { capture: true })
  return () => {
    window.removeEventListener('keydown', typed, { capture: true })
  }
}
