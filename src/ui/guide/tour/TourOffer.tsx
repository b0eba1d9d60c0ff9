import { useEffect, useRef, useState } from 'react'
import { type SettingStore, storedSetting } from '../../parts/storedSetting'
import type { TourView } from './steps'
import styles from './TourOffer.module.css'

/** Whether this browser was offered the tour on an earlier visit; true where it keeps nothing, so that nobody is asked each time. */
export const tourOffered = (storage?: () => SettingStore) =>
  storedSetting<boolean>('tour', {
    parse: () => true,
    format: (offered) => (offered ? 'offered' : undefined),
    initial: false,
    refused: true,
    storage,
  })

export interface TourState {
  /** Whether to offer the tour: on the first visit, until the visitor declines. */
  isOffered: boolean
  start: () => void
  decline: () => void
}

const offered = tourOffered()

/** The tour: whether it is offered, and how it starts. It is loaded when it starts, and never starts by itself. */
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

/** The offer of the tour to someone who is here for the first time; nothing for everybody else. */
export function TourOffer({ tour: { isOffered, start, decline } }: { tour: TourState }) {
  if (!isOffered) return null
  return (
    <p className={styles.offer}>
      <button type="button" className="text-button" onClick={start}>
        Take the tour (5 steps)
      </button>
      <button type="button" className={styles.decline} aria-label="No tour" title="No tour" onClick={decline}>
        <span aria-hidden="true">×</span>
      </button>
    </p>
  )
}
