import { type ReactNode, Suspense, useEffect, useRef, useState } from 'react'

interface Props {
  /** Of the space kept meanwhile: gives it a height, so that nothing jumps. */
  className: string | undefined
  /** Parts that are loaded when they are first drawn. */
  children: ReactNode
}

/**
 * Draws what stands below the first view once it comes near, or else when the browser has nothing better to do, so that it delays
 * nothing above. It does get drawn unseen, because the page may be printed or read aloud.
 */
export function Later({ className, children }: Props) {
  const [isDue, setIsDue] = useState(false)
  const space = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isDue || !space.current) return
    return whenNearOrIdle(space.current, () => {
      setIsDue(true)
    })
  }, [isDue])
  if (!isDue) return <div ref={space} className={className} />
  return <Suspense fallback={<div className={className} />}>{children}</Suspense>
}

/** How near the edge of the window is near, and how long a browser that cannot say when it is idle is left alone, in milliseconds. */
const NEAR = '200px'
const LEFT_ALONE = 1000

/** Calls back when an element is nearly in sight or the browser idle, whichever comes first; returns how to end the wait. */
function whenNearOrIdle(element: Element, then: () => void): () => void {
  const observer = new IntersectionObserver(
    (entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) then()
    },
    { rootMargin: NEAR },
  )
  observer.observe(element)
  const forget = whenIdle(then)
  return () => {
    observer.disconnect()
    forget()
  }
}

function whenIdle(then: () => void): () => void {
  if (!('requestIdleCallback' in window)) {
    const timer = setTimeout(then, LEFT_ALONE)
    return () => {
      clearTimeout(timer)
    }
  }
  const request = requestIdleCallback(then)
  return () => {
    cancelIdleCallback(request)
  }
}
