import { type FocusEvent, type PointerEvent, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'

/** A rectangle of the window, in CSS pixels. */
export interface Box {
  left: number
  top: number
  width: number
  height: number
}

/** Between a tip and its word, and between it and the window's edge. */
const GAP = 4
const EDGE = 8

/**
 * Where a tip goes, in pixels of the window: under its word and beginning with it, above it where there is more room, and moved
 * sideways as far as it takes to stay inside the window.
 */
export function placeTip(
  word: Box,
  tip: Pick<Box, 'width' | 'height'>,
  view: Pick<Box, 'width' | 'height'>,
): Pick<Box, 'left' | 'top'> {
  const below = word.top + word.height + GAP
  const above = word.top - GAP - tip.height
  const roomBelow = view.height - below - tip.height
  const top = roomBelow < EDGE && above - EDGE > roomBelow ? above : below
  const rightmost = view.width - EDGE - tip.width
  return { left: Math.max(EDGE, Math.min(word.left, rightmost)), top }
}

/** How long the mouse rests before a tip opens, and how long it may be away before it closes, in milliseconds. */
const REST = 150
const AWAY = 200

/** A tip beside a word or button: whether it is open, and what its elements need to open, close and place it. */
export interface Tip<Word extends HTMLElement, Box extends HTMLElement> {
  isOpen: boolean
  open: () => void
  close: () => void
  word: RefObject<Word | null>
  tip: RefObject<Box | null>
  /** For the element around both: hover opens, and closes when the mouse has left both; so does focus. */
  area: {
    onPointerEnter: (event: PointerEvent) => void
    onPointerLeave: (event: PointerEvent) => void
    onBlur: (event: FocusEvent<HTMLElement>) => void
  }
}

/**
 * The behaviour of a tip that mouse, touch and keyboard open, and Escape or a press elsewhere closes. The tip is a popover, so that
 * nothing cuts it off.
 */
export function useTip<Word extends HTMLElement, Box extends HTMLElement>(): Tip<Word, Box> {
  const [isOpen, setIsOpen] = useState(false)
  const word = useRef<Word>(null)
  const tip = useRef<Box>(null)
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
