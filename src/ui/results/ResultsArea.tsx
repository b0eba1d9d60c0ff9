import { lazy, Suspense, useDeferredValue, useState } from 'react'
import { encodeLink } from '../../experiment/link'
import type { ExperimentConfig } from '../../experiment/config'
import type { RunResults } from '../../experiment/results'
import { allLayers } from '../charts/layers'
import { ErrorBoundary } from '../ErrorBoundary'
import { EmptyState } from './EmptyState'
import { ResultsTable } from './ResultsTable'
import { Samples } from './Samples'

const Charts = lazy(() => import('../charts/Charts'))
const SmallCharts = lazy(() => import('../charts/SmallCharts'))
const Diagnostics = lazy(() => import('./Diagnostics'))

interface Props {
  results: RunResults
  /** The settings as they stand now, which may no longer be those of the run. */
  config: ExperimentConfig
  running: boolean
}

/** Everything that a run has shown. Drawing may lag behind the events, so that buttons never wait for curves. */
export function ResultsArea({ results: newest, config, running }: Props) {
  const results = useDeferredValue(newest)
  const [layers, setLayers] = useState(allLayers)
  if (!results.config) return <EmptyState starting={running} />
  const otherSettings = encodeLink(results.config) !== encodeLink(config)
  return (
    <div className="results">
      {otherSettings && (
        <p className="stale" role="status">
          These results are of the run before: the settings have changed since.
        </p>
      )}
      <ErrorBoundary name="The charts">
        <Suspense fallback={<p className="loading">Loading the charts…</p>}>
          <Charts results={results} layers={layers} onLayers={setLayers} />
        </Suspense>
      </ErrorBoundary>
      <ErrorBoundary name="The results table">
        <ResultsTable results={results} />
      </ErrorBoundary>
      <ErrorBoundary name="The small charts">
        <Suspense fallback={<p className="loading">Loading the charts…</p>}>
          <SmallCharts results={results} layers={layers} />
        </Suspense>
      </ErrorBoundary>
      <ErrorBoundary name="The diagnostics">
        <Suspense fallback={<p className="loading">Loading the diagnostics…</p>}>
          <Diagnostics results={results} layers={layers} />
        </Suspense>
      </ErrorBoundary>
      <ErrorBoundary name="The samples">
        <Samples results={results} />
      </ErrorBoundary>
    </div>
  )
}
