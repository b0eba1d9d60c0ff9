import type { ReactNode } from 'react'
import type { ExperimentConfig } from '../../config/config'
import { EmptyState } from '../results/EmptyState'
import { OwnNames } from '../useArmStyle'
import { RunNote } from './RunNote'
import { RunSwitcher } from './RunSwitcher'
import type { ShownRun } from './shownRun'
import type { useRecorded } from './useRecorded'
import type { RunsState } from './useRuns'

interface Props {
  runs: RunsState
  recorded: ReturnType<typeof useRecorded>
  /** The settings as they stand now, which may not be those of the run. */
  config: ExperimentConfig
  /** What is shown of the run. */
  children: (run: ShownRun) => ReactNode
}

/** Which run the views show and where it comes from, above the views themselves. */
export function ShownRunView({ runs, recorded, config, children }: Props) {
  const { shown } = runs
  if (!shown) return <EmptyState recorded={recorded} />
  return (
    <OwnNames value={shown.results.config?.own}>
      <div className="shown-head">
        <RunSwitcher runs={runs} />
        <RunNote run={shown} isLive={shown.id === runs.liveId} config={config} />
      </div>
      {children(shown)}
    </OwnNames>
  )
}
