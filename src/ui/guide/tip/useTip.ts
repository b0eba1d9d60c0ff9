import { type FocusEvent, type PointerEvent, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { placeTip } from './place'

/** How long the mouse rests before a tip opens, and how long it may be away before it closes, in milliseconds. */
const REST = 150
const AWAY = 200

/** A tip beside a word: whether it is open, and what its elements need to open, close and place it. */
export interface Tip {
  isOpen: boolean
  open: () => void
  close: () => void
  word: RefObject<HTMLSpanElement | null>
  tip: RefObject<HTMLSpanElement | null>
  /** For the element around both: hover opens, and closes when the mouse has left both; so does focus. */
  area: {
    onPointerEnter: (event: PointerEvent) => void
    onPointerLeave: (event: PointerEvent) => void
    onBlur: (event: FocusEvent<HTMLElement>) => void
  }
}

/** The behaviour of a tip that mouse, touch and keyboard open, and Escape or a press elsewhere closes. */
export function useTip(): Tip {
  const [isOpen, setIsOpen] = useState(false)
  const word = useRef<HTMLSpanElement>(null)
  const tip = useRef<HTMLSpanElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const become = (next: boolean, delay: number): void => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      setIsOpen(next)
    }, delay)
  }
  useEffect(
    () => () => {
      clearTimeout(timer.current)
    },
    [],
  )

  useLayoutEffect(() => {
    const [anchor, content] = [word.current, tip.current]
    if (!isOpen || !anchor || !content) return undefined
    content.showPopover()
    const place = (): void => {
      const { left, top } = placeTip(anchor.getBoundingClientRect(), content.getBoundingClientRect(), {
        width: document.documentElement.clientWidth,
        height: window.innerHeight,
      })
      content.style.left = `${left}px`
      content.style.top = `${top}px`
    }
    const pressed = (event: Event): void => {
      if (event.target instanceof Node && !anchor.parentElement?.contains(event.target)) setIsOpen(false)
    }
    // Before anything else hears it: Escape closes the tip, and not also the dialog that it may stand in.
    const typed = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      setIsOpen(false)
    }
    place()
    window.addEventListener('scroll', place, { capture: true, passive: true })
    window.addEventListener('resize', place)
    document.addEventListener('pointerdown', pressed)
    window.addEventListener('keydown', typed, { capture: true })
    return () => {
      window.removeEventListener('scroll', place, { capture: true })
      window.removeEventListener('resize', place)
      document.removeEventListener('pointerdown', pressed)
      window.removeEventListener('keydown', typed, { capture: true })
    }
  }, [isOpen])

  return {
    isOpen,
    open: () => {
      become(true, 0)
    },
    close: () => {
      become(false, 0)
    },
    word,
    tip,
    area: {
      onPointerEnter: ({ pointerType }) => {
        if (pointerType === 'mouse') become(true, isOpen ? 0 : REST)
      },
      onPointerLeave: ({ currentTarget }) => {
        if (currentTarget.querySelector(':focus-visible') === null) become(false, AWAY)
      },
      onBlur: ({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) become(false, 0)
      },
    },
  }
}
