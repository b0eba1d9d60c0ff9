import { useMemo } from 'react'
import type { ExperimentConfig } from '../../config/config'
import type { EngineReport } from '../../worker/client'
import { useStored } from '../parts/storedSetting'
import { estimateText } from './estimateText'
import { keptRuns, nearestPaces } from './paceStore'

interface Props {
  config: ExperimentConfig
  /** Undefined while the engine is opened. */
  engine: EngineReport | undefined
}

/** How many policies a run would train, what memory it takes on the device, and how long it takes here: one line. */
export function EstimateLine({ config, engine }: Props) {
  const kept = useStored(keptRuns)
  const text = useMemo(() => {
    const paces = engine?.ready ? nearestPaces(kept, engine.name, config) : undefined
    return estimateText(config, engine, paces)
  }, [config, engine, kept])
  return (
    <p className="estimate" aria-label="What a run takes">
      {text}
    </p>
  )
}
