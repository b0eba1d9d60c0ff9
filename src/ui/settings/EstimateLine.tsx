import { useMemo, useSyncExternalStore } from 'react'
import type { ExperimentConfig } from '../../config/config'
import type { EngineReport } from '../../worker/client'
import { estimateText } from './estimateText'
import { nearestPaces, onRuns, readRuns } from './paceStore'

interface Props {
  config: ExperimentConfig
  /** Undefined while the engine is opened. */
  engine: EngineReport | undefined
}

const storage = (): Storage => window.localStorage
const remembered = (): string => JSON.stringify(readRuns(storage))

/** How many policies a run would train, what memory it takes on the device, and how long it takes here: one line. */
export function EstimateLine({ config, engine }: Props) {
  const kept = useSyncExternalStore(onRuns, remembered)
  const text = useMemo(() => {
    const paces = engine?.ready
      ? nearestPaces(
          readRuns(() => ({ getItem: () => kept })),
          engine.name,
          config,
        )
      : undefined
    return estimateText(config, engine, paces)
  }, [config, engine, kept])
  return (
    <p className="estimate" aria-label="What a run takes">
      {text}
    </p>
  )
}
