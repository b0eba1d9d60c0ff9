import { lazy, Suspense, useDeferredValue } from 'react'
import { encodeLink } from '../../experiment/link'
import type { ExperimentConfig } from '../../experiment/config'
import type { RunResults } from '../../experiment/results'
import { ErrorBoundary } from '../ErrorBoundary'
import { EmptyState } from './EmptyState'
import { ResultsTable } from './ResultsTable'

const Curves = lazy(() => import('../charts/Curves'))

interface Props {
  results: RunResults
  /** The settings as they stand now, which may no longer be those of the run. */
  config: ExperimentConfig
  running: boolean
}

/** Everything that a run has shown. Drawing may lag behind the events, so that buttons never wait for curves. */
export function ResultsArea({ results: newest, config, running }: Props) {
  const results = useDeferredValue(newest)
  if (!results.config) return <EmptyState starting={running} />
  const otherSettings = encodeLink(results.config) !== encodeLink(config)
  return (
    <div className="results">
      {otherSettings && (
        <p className="stale" role="status">
          These results are of the run before: the settings have changed since.
        </p>
      )}
      <ErrorBoundary name="The results table">
        <ResultsTable results={results} />
      </ErrorBoundary>
      <ErrorBoundary name="The charts">
        <Suspense fallback={<p className="loading">Loading the charts…</p>}>
          <Curves run={{ id: 'own', name: 'this run', results }} />
        </Suspense>
      </ErrorBoundary>
    </div>
  )
}
