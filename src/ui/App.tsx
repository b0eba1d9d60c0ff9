import { useState } from 'react'
import { Tabs } from 'react-aria-components'
import type { Benchmark } from '../worker/benchmark/client'
import type { Trainer } from '../worker/client'
import { BenchmarkView } from './benchmark/BenchmarkView'
import { useBenchmark } from './benchmark/useBenchmark'
import { useConfig } from './config/useConfig'
import { useEngine } from './engine/useEngine'
import { ResultsArea } from './results/ResultsArea'
import { RunPanel } from './run/RunPanel'
import { useTrainer } from './run/useTrainer'
import { SettingsPanel } from './settings/SettingsPanel'
import { Banners } from './shell/Banners'
import { Header } from './shell/Header'
import { ViewPanel } from './shell/ViewPanel'
import { isWorkspace, type View, viewOf } from './shell/views'
import { ViewTabs } from './shell/ViewTabs'
import { Workspace } from './shell/Workspace'
import { useGlobalErrors } from './useGlobalErrors'

/** The whole page: an experiment's settings beside what it shows, the runs that were kept, the method and the benchmark. */
export function App({ trainer, benchmark }: { trainer: Trainer; benchmark: Benchmark }) {
  const [view, setView] = useState<View>('results')
  const engine = useEngine(trainer)
  const training = useTrainer(trainer, engine)
  const measuring = useBenchmark(benchmark)
  const locked = training.phase !== 'idle' && training.phase !== 'over'
  const state = useConfig(locked)
  const errors = useGlobalErrors()
  const { config } = state.editing
  return (
    <div className="page">
      <Header>{null}</Header>
      <Tabs
        className="views"
        selectedKey={view}
        onSelectionChange={(key) => {
          setView(viewOf(key))
        }}
      >
        <ViewTabs />
        <Banners errors={errors} state={state} engine={engine} />
        <main>
          {/* Hidden, not left out: a run goes on, and what was opened and chosen stays. */}
          <Workspace
            hidden={!isWorkspace(view)}
            run={<RunPanel trainer={training} engine={engine} measuring={measuring.running} state={state} />}
            settings={
              <SettingsPanel state={state} engine={engine} locked={locked} engineLocked={locked || measuring.running} />
            }
          >
            <ViewPanel view="results" open={view}>
              <ResultsArea results={training.results} config={config} running={locked} />
            </ViewPanel>
          </Workspace>
          <ViewPanel view="benchmark" open={view}>
            <BenchmarkView benchmark={measuring} engine={engine} training={locked} />
          </ViewPanel>
        </main>
      </Tabs>
    </div>
  )
}
