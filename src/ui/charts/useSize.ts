import { type RefObject, useEffect, useRef, useState } from 'react'

export interface Size {
  width: number
  height: number
}

/** The inner size of an element as the page lays it out; before that what is given. */
export function useSize(initial: Size): [RefObject<HTMLDivElement | null>, Size] {
  const ref = useRef<HTMLDivElement>(null)
  const [size, setSize] = useState(initial)
  useEffect(() => {
    const element = ref.current
    if (!element) return
    const observer = new ResizeObserver(([entry]) => {
      if (!entry) return
      const { width, height } = entry.contentRect
      // Hidden views have no size; what they show stays as it was.
      if (width > 0 && height > 0) setSize({ width, height })
    })
    observer.observe(element)
    return () => {
      observer.disconnect()
    }
  }, [])
  return [ref, size]
}
