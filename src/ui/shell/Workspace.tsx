import { type ReactNode, useSyncExternalStore } from 'react'
import styles from './Shell.module.css'

interface Props {
  hidden: boolean
  /** Starts and steers the run. */
  run: ReactNode
  settings: ReactNode
  /** What the views show of a run. */
  children: ReactNode
}

/** An experiment's settings beside its run and what that shows; on a narrow page, below. */
export function Workspace({ hidden, run, settings, children }: Props) {
  const wide = useMedia('(min-width: 62rem)')
  const parts = [
    <div key="settings" className={styles.settings}>
      {settings}
    </div>,
    <div key="work" className={styles.work}>
      {run}
      {children}
    </div>,
  ]
  // The order of the document is the order on the page, so that the keyboard goes where the eye does.
  return (
    <div className={styles.workspace} hidden={hidden}>
      {wide ? parts : parts.toReversed()}
    </div>
  )
}

/** Whether a media query holds now. */
function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = window.matchMedia(query)
      list.addEventListener('change', changed)
      return () => {
        list.removeEventListener('change', changed)
      }
    },
    () => window.matchMedia(query).matches,
  )
}
