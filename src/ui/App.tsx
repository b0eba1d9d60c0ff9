import type { Trainer } from '../worker/client'
import { Banner } from './Banner'
import { useConfig } from './config/useConfig'
import { Intro } from './Intro'
import { ResultsArea } from './results/ResultsArea'
import { DeviceBanner } from './run/DeviceBanner'
import { RunPanel } from './run/RunPanel'
import { useTrainer } from './run/useTrainer'
import { SettingsPanel } from './settings/SettingsPanel'
import { useGlobalErrors } from './useGlobalErrors'

/** The whole page: settings on one side; the run and what it shows on the other. */
export function App({ trainer }: { trainer: Trainer }) {
  const training = useTrainer(trainer)
  const locked = training.phase !== 'idle' && training.phase !== 'over'
  const state = useConfig(locked)
  const errors = useGlobalErrors()
  const { notices, config } = state.editing
  // On a narrow page what a run shows comes before the settings that made it; a wide page has them side by side.
  const settingsFirst = training.phase === 'idle'
  const settings = <SettingsPanel key="settings" state={state} locked={locked} />
  return (
    <div className="page">
      <Intro />
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
        <DeviceBanner device={training.device} onCheck={training.checkDevice} />
      </div>
      <main className="workspace">
        <RunPanel trainer={training} state={state} />
        {settingsFirst && settings}
        <ResultsArea key="results" results={training.results} config={config} running={locked} />
        {!settingsFirst && settings}
      </main>
    </div>
  )
}
