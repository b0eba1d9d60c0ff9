import { type RefObject, useEffect, useRef, useState } from 'react'

/** Whether an element is wider inside than it shows, kept up as it changes: what scrolls has to be reached by keyboard. */
export function useOverflow<E extends HTMLElement>(): [ref: RefObject<E | null>, overflows: boolean] {
  const ref = useRef<E>(null)
  const [overflows, setOverflows] = useState(false)
  useEffect(() => {
    const element = ref.current
    if (!element) return undefined
    const observer = new ResizeObserver(() => {
      setOverflows(element.scrollWidth > element.clientWidth)
    })
    observer.observe(element)
    for (const child of element.children) observer.observe(child)
    return () => {
      observer.disconnect()
    }
  })
  return [ref, overflows]
}
