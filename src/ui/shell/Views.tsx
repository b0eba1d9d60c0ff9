import { Activity, type ReactNode, Suspense, useState, useSyncExternalStore } from 'react'
import { Tab, TabList, TabPanel } from 'react-aria-components'
import { ErrorBoundary } from '../ErrorBoundary'
import styles from './Shell.module.css'

/** The page's views in the order of their tabs. */
export const views = ['results', 'weights', 'rollouts', 'runs', 'method', 'benchmark'] as const
export type View = (typeof views)[number]

export const viewTitles: Readonly<Record<View, string>> = {
  results: 'Results',
  weights: 'Weights',
  rollouts: 'Rollouts',
  runs: 'Runs',
  method: 'Method',
  benchmark: 'Benchmark',
}

/** The views of one experiment, which have its settings beside them. */
export const isWorkspace = (view: View): boolean => view === 'results' || view === 'weights' || view === 'rollouts'

/** The view that a tab's key names. */
export function viewOf(key: string | number): View {
  const view = views.find((one) => one === key)
  if (!view) throw new RangeError(`There is no view ${String(key)}.`)
  return view
}

/** The tabs of the page's views; no view loses anything when another is opened. */
export function ViewTabs() {
  return (
    <nav aria-label="Views">
      <TabList className={styles.tabs ?? ''} aria-label="Views">
        {views.map((view) => (
          <Tab key={view} id={view} className={styles.tab ?? ''}>
            {viewTitles[view]}
          </Tab>
        ))}
      </TabList>
    </nav>
  )
}

interface Props {
  view: View
  open: View
  children: ReactNode
}

/**
 * The content of a view: made when it is first opened, then kept, so that what was chosen in it stays. Out of sight it is only
 * brought up to date when nothing else is to be drawn.
 */
export function ViewPanel({ view, open, children }: Props) {
  const [opened, setOpened] = useState(view === open)
  if (view === open && !opened) setOpened(true)
  const title = viewTitles[view]
  return (
    <TabPanel id={view} className={styles.view ?? ''} shouldForceMount>
      {opened && (
        <ErrorBoundary name={`The view ${title}`}>
          <Activity mode={view === open ? 'visible' : 'hidden'}>
            <Suspense fallback={<p className="loading">Loading {title.toLowerCase()}…</p>}>{children}</Suspense>
          </Activity>
        </ErrorBoundary>
      )}
    </TabPanel>
  )
}

interface WorkspaceProps {
  hidden: boolean
  /** Starts and steers the run. */
  run: ReactNode
  settings: ReactNode
  /** What the views show of a run. */
  children: ReactNode
}

/** An experiment's settings beside its run and what that shows; on a narrow page, below. */
export function Workspace({ hidden, run, settings, children }: WorkspaceProps) {
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
