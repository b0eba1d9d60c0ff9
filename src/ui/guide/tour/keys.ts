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
 * fields. Gives back what takes the listener away.
 */
export function listenToKeys(parts: () => readonly (HTMLElement | undefined)[], onEscape: () => void): () => void {
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
