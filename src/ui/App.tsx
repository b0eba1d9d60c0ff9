import { lazy, useState } from 'react'
import { Tabs } from 'react-aria-components'
import type { Benchmark } from '../worker/benchmark/client'
import type { Trainer } from '../worker/client'
import { useBenchmark } from './benchmark/useBenchmark'
import { takeWeighting } from './config/editing'
import { useConfig } from './config/useConfig'
import { useEngine } from './engine/useEngine'
import { TourOffer, useTour } from './guide/tour/TourOffer'
import { ResultsArea } from './results/ResultsArea'
import { RunPanel } from './run/RunPanel'
import { useResponsiveness } from './run/responsiveness'
import { useTrainer } from './run/useTrainer'
import { ShownRunView } from './runs/ShownRunView'
import { useRecorded } from './runs/recorded'
import { useRuns } from './runs/useRuns'
import { SettingsPanel } from './settings/SettingsPanel'
import { Banners } from './shell/Banners'
import { Header } from './shell/Header'
import { isWorkspace, type View, viewOf, ViewPanel, ViewTabs } from './shell/Views'
import { Workspace } from './shell/Views'

const Inspector = lazy(() => import('./inspector/Inspector'))
const Rollouts = lazy(() => import('./rollouts/Rollouts'))
const RunsView = lazy(() => import('./runs/RunsView'))
const MethodView = lazy(() => import('./guide/MethodView'))
const BenchmarkView = lazy(() => import('./benchmark/BenchmarkView'))

/** The whole page: an experiment's settings beside what it shows, the runs that were kept, the method and the benchmark. */
export function App({ trainer, benchmark }: { trainer: Trainer; benchmark: Benchmark }) {
  const [view, setView] = useState<View>('results')
  const engine = useEngine(trainer)
  const training = useTrainer(trainer, engine)
  const measuring = useBenchmark(benchmark)
  const recorded = useRecorded()
  const runs = useRuns(training, recorded.state === 'ready' ? recorded.run : undefined)
  const tour = useTour({ onView: setView })
  const locked = training.phase !== 'idle' && training.phase !== 'over'
  const responsiveness = useResponsiveness(training.phase === 'running')
  const state = useConfig(locked, engine.report?.ready ? engine.report.limits : undefined)
  const { config } = state.editing
  const showResults = (): void => {
    setView('results')
  }
  return (
    <div className="page">
      <Header>
        <TourOffer tour={tour} />
      </Header>
      <Tabs
        selectedKey={view}
        onSelectionChange={(key) => {
          setView(viewOf(key))
        }}
      >
        <ViewTabs />
        <Banners state={state} engine={engine} />
        <main>
          {/* Hidden, not left out: a run goes on, and what was opened and chosen stays. */}
          <Workspace
            hidden={!isWorkspace(view)}
            run={<RunPanel trainer={training} engine={engine} measuring={measuring.running} state={state} />}
            settings={
              <SettingsPanel state={state} engine={engine} locked={locked} engineLocked={locked || measuring.running} />
            }
          >
            <ShownRunView runs={runs} recorded={recorded} config={config}>
              {(run) => (
                <>
                  <ViewPanel view="results" open={view}>
                    <ResultsArea run={run} overlay={runs.overlay} going={training.results} />
                  </ViewPanel>
                  <ViewPanel view="weights" open={view}>
                    <Inspector
                      run={run}
                      settings={config}
                      onApply={
                        locked
                          ? undefined
                          : (pear) => {
                              state.update((editing) => takeWeighting(editing, pear), 'push')
                            }
                      }
                    />
                  </ViewPanel>
                  <ViewPanel view="rollouts" open={view}>
                    <Rollouts run={run} />
                  </ViewPanel>
                </>
              )}
            </ShownRunView>
          </Workspace>
          <ViewPanel view="runs" open={view}>
            <RunsView runs={runs} onOpenSettings={showResults} />
          </ViewPanel>
          <ViewPanel view="method" open={view}>
            <MethodView onTour={tour.start} onOpen={showResults} />
          </ViewPanel>
          <ViewPanel view="benchmark" open={view}>
            <BenchmarkView benchmark={measuring} engine={engine} training={locked} responsiveness={responsiveness} />
          </ViewPanel>
        </main>
      </Tabs>
    </div>
  )
}
