import { useEffect, useRef, useState } from 'react'
import { tourOffered } from './offer'
import type { TourView } from './steps'

export interface TourState {
  /** Whether to offer the tour: on the first visit, until the visitor declines. */
  isOffered: boolean
  start: () => void
  decline: () => void
}

const offered = tourOffered()

/** The tour: whether it is offered, and how it starts. It is loaded when it starts, and never does by itself. */
export function useTour({ onView }: { onView: (view: TourView) => void }): TourState {
  const [isOffered, setIsOffered] = useState(() => !offered.read())
  const end = useRef<() => void>(undefined)
  useEffect(() => {
    offered.keep(true)
    return () => end.current?.()
  }, [])
  const load = async (): Promise<void> => {
    const { startTour } = await import('./tour')
    end.current?.()
    end.current = startTour(onView)
  }
  return {
    isOffered,
    start: () => {
      void load()
    },
    decline: () => {
      setIsOffered(false)
    },
  }
}
