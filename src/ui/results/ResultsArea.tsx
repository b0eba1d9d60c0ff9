import { lazy, Suspense, useDeferredValue } from 'react'
import type { RunResults } from '../../results/results'
import { ErrorBoundary } from '../ErrorBoundary'
import type { ShownRun } from '../runs/shownRun'
import { ResultsTable } from './ResultsTable'

// Asked for at once, beside the run that they will show.
const figures = import('./Figures')
// Where they cannot be loaded, `lazy` says so in their place.
figures.catch(() => undefined)
const Figures = lazy(() => figures)
// Only a run that is slowed down has single steps to show.
const CloseUp = lazy(() => import('../closeup/CloseUp'))

interface Props {
  run: ShownRun
  /** A second run, laid over the first in every chart. */
  overlay: ShownRun | undefined
  /** The run of this tab, of which single steps are shown while it is slow. */
  going: RunResults
}

/** The figures and curves of a run. Drawing may lag behind the events, so that buttons never wait for curves. */
export function ResultsArea({ run, overlay, going }: Props) {
  const results = useDeferredValue(run.results)
  return (
    <div className="results">
      <ErrorBoundary name="The update from close by">
        <Suspense>{going.update && <CloseUp results={going} />}</Suspense>
      </ErrorBoundary>
      <ErrorBoundary name="The results table">
        <ResultsTable results={results} />
      </ErrorBoundary>
      <ErrorBoundary name="The charts">
        <Suspense fallback={<p className="loading">Loading the charts…</p>}>
          <Figures run={run} overlay={overlay} />
        </Suspense>
      </ErrorBoundary>
    </div>
  )
}
