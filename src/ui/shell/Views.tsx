import { Activity, type ReactNode, Suspense, useState } from 'react'
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
