import { lazy, useDeferredValue, useState } from 'react'
import { Curves } from '../charts/Curves'
import { allLayers } from '../charts/model'
import { useThrottled } from '../charts/useThrottled'
import { ErrorBoundary } from '../ErrorBoundary'
import { Later } from '../parts/Later'
import type { ShownRun } from '../runs/shownRun'
import { OwnNames } from '../armStyle'
import styles from './results.module.css'

const Diagnostics = lazy(() => import('./Diagnostics'))

interface Props {
  run: ShownRun
  /** A second run, laid over the first in every figure. */
  overlay: ShownRun | undefined
}

/** Figures are drawn at most ten times a second, however fast events come in. */
const REDRAW_MILLISECONDS = 100

/** Everything that is drawn of a run: its curves, and what RL made of each checkpoint. What is hidden in one is hidden in all. */
export default function Figures({ run, overlay }: Props) {
  // Drawing may also lag behind the events, so that buttons never wait for curves.
  const shown = useDeferredValue(useThrottled(run, REDRAW_MILLISECONDS))
  const [layers, setLayers] = useState(allLayers)
  return (
    <OwnNames value={shown.results.config?.own}>
      <Curves run={shown} overlay={overlay} layers={layers} onLayers={setLayers} />
      {shown.results.points.length > 0 && (
        <ErrorBoundary name="The diagnostics">
          <Later className={styles.diagnosticsSpace}>
            <Diagnostics run={shown} overlay={layers.overlay ? overlay : undefined} layers={layers} />
          </Later>
        </ErrorBoundary>
      )}
    </OwnNames>
  )
}
