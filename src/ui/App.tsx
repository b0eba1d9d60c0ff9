import { useState } from 'react'
import type { Benchmark } from '../worker/benchmark/client'
import type { Trainer } from '../worker/client'
import { Banner } from './Banner'
import { BenchmarkView } from './benchmark/BenchmarkView'
import { useBenchmark } from './benchmark/useBenchmark'
import { useConfig } from './config/useConfig'
import { EngineBanner } from './engine/EngineBanner'
import { useEngine } from './engine/useEngine'
import { Intro } from './Intro'
import { ResultsArea } from './results/ResultsArea'
import { RunPanel } from './run/RunPanel'
import { useTrainer } from './run/useTrainer'
import { SettingsPanel } from './settings/SettingsPanel'
import { useGlobalErrors } from './useGlobalErrors'
import { type View, Views } from './Views'

/** The whole page: settings on one side, the run and what it shows on the other; or the benchmark. */
export function App({ trainer, benchmark }: { trainer: Trainer; benchmark: Benchmark }) {
  const [view, setView] = useState<View>('experiment')
  const engine = useEngine(trainer)
  const training = useTrainer(trainer, engine)
  const measuring = useBenchmark(benchmark)
  const locked = training.phase !== 'idle' && training.phase !== 'over'
  const state = useConfig(locked)
  const errors = useGlobalErrors()
  const { notices, config } = state.editing
  // On a narrow page what a run shows comes before the settings that made it; a wide page has them side by side.
  const settingsFirst = training.phase === 'idle'
  const settings = (
    <SettingsPanel
      key="settings"
      state={state}
      engine={engine}
      locked={locked}
      engineLocked={locked || measuring.running}
    />
  )
  return (
    <div className="page">
      <Intro />
      <Views view={view} onView={setView} />
      <div className="banners">
        {errors.messages.length > 0 && (
          <Banner kind="bad" title="Something went wrong on this page" onDismiss={errors.dismiss}>
            <ul>
              {errors.messages.map((message) => (
                <li key={message}>{message}</li>
              ))}
            </ul>
          </Banner>
        )}
        {notices.length > 0 && (
          <Banner kind="note" title="About this link" onDismiss={state.dismissNotices}>
            <ul>
              {notices.map((notice, i) => (
                <li key={i}>{notice}</li>
              ))}
            </ul>
          </Banner>
        )}
        <EngineBanner engine={engine} />
      </div>
      {/* Hidden, not left out: a run goes on, and what was opened and chosen stays. */}
      <main className="workspace" hidden={view !== 'experiment'}>
        <RunPanel trainer={training} engine={engine} measuring={measuring.running} state={state} />
        {settingsFirst && settings}
        <ResultsArea key="results" results={training.results} config={config} running={locked} />
        {!settingsFirst && settings}
      </main>
      <main hidden={view !== 'benchmark'}>
        <BenchmarkView benchmark={measuring} engine={engine} training={locked} />
      </main>
    </div>
  )
}
