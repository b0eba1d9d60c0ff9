import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { EngineReport, Trainer, TrainingProblem } from '../../worker/client'
import {
  defaultEngineSettings,
  type EngineChoice,
  type EngineSettings,
  engineSettingsSchema,
} from '../../worker/engineSettings'
import { type SettingStore, storedSetting } from '../parts/storedSetting'

/** What trains, as the page sees it. */
export interface EngineState {
  settings: EngineSettings
  /** Undefined while the engine is opened and checked. */
  report: EngineReport | undefined
  /** Changes the settings, and keeps them for the next visit. */
  change: (settings: EngineSettings) => void
  /** Takes another engine until the page is reloaded. */
  takeForNow: (engine: EngineChoice) => void
  checkAgain: () => void
  measureAgain: () => void
  /** An engine that fails during a run is no longer the one that passed the check. */
  fail: (problem: TrainingProblem, message: string) => void
}

/** The engine that this browser trains on, and its form. Defaults leave nothing behind, so that a later version's hold. */
export const engineSetting = (storage?: () => SettingStore) =>
  storedSetting<EngineSettings>('engine', {
    parse: (text) => engineSettingsSchema.safeParse(JSON.parse(text)).data,
    format: (settings) => (isDefault(settings) ? undefined : JSON.stringify(settings)),
    initial: defaultEngineSettings,
    storage,
  })

export function isDefault(settings: EngineSettings): boolean {
  const names = Object.keys(defaultEngineSettings) as (keyof EngineSettings)[]
  return names.every((name) => settings[name] === defaultEngineSettings[name])
}

const kept = engineSetting()

/** Opens the engine of the kept settings, and another whenever they change. */
export function useEngine(trainer: Trainer): EngineState {
  const [settings, setSettings] = useState(kept.read)
  const [report, setReport] = useState<EngineReport>()
  // Settings may change while an engine is still being opened: only the latest answer counts.
  const asked = useRef(0)

  const show = useCallback((answer: Promise<EngineReport>) => {
    const number = ++asked.current
    void answer.then((next) => {
      if (number === asked.current) setReport(next)
    })
  }, [])

  useEffect(() => {
    show(trainer.openEngine(settings))
  }, [trainer, settings, show])

  return useMemo(() => {
    const take = (next: EngineSettings): void => {
      setReport(undefined)
      setSettings(next)
    }
    return {
      settings,
      report,
      change: (next) => {
        kept.keep(next)
        take(next)
      },
      takeForNow: (engine) => {
        take({ ...settings, engine })
      },
      checkAgain: () => {
        setReport(undefined)
        show(trainer.openEngine(settings))
      },
      measureAgain: () => {
        setReport(undefined)
        show(trainer.measureAgain(settings))
      },
      fail: (problem, message) => {
        setReport({ ready: false, engine: settings.engine, problem, message })
      },
    }
  }, [trainer, settings, report, show])
}
