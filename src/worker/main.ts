import { expose } from 'comlink'
import type { ExperimentConfig } from '../experiment/config'
import { RunControl } from '../experiment/control'
import type { RunEvent } from '../experiment/events'
import { runExperiment } from '../experiment/run'
import type { PolicyEngine } from '../policy/engine'
import { DeviceError } from '../policy/errors'
import { openReferenceEngine } from '../policy/reference'
import { createBaseStore } from './baseStore'
import { Batcher } from './batcher'
import type { DeviceReport, Place, TrainerApi } from './protocol'

let place: Place = 'webgpu'
let opened: { place: Place; engine: Promise<PolicyEngine> } | undefined
let control = new RunControl()

/** The engine at the chosen place, opened once; one that failed or lost its device is opened anew by the next call. */
function openEngine(): Promise<PolicyEngine> {
  if (opened?.place === place) return opened.engine
  void opened?.engine.then((engine) => {
    engine.dispose()
  }, ignore)
  const attempt = { place, engine: openReferenceEngine(place) }
  opened = attempt
  attempt.engine
    .then((engine) => engine.lost)
    .catch(() => {
      if (opened === attempt) opened = undefined
    })
  return attempt.engine
}

/** For a failure that was reported where it happened. */
const ignore = (): void => undefined

const api: TrainerApi = {
  async checkDevice(wanted: Place): Promise<DeviceReport> {
    place = wanted
    try {
      return { ready: true, name: (await openEngine()).name }
    } catch (error) {
      if (error instanceof DeviceError) return { ready: false, problem: error.problem, message: error.message }
      throw error
    }
  },

  async run(config: ExperimentConfig, deliver: (events: readonly RunEvent[]) => void): Promise<void> {
    control = new RunControl()
    const current = control
    const batcher = new Batcher<RunEvent>(deliver)
    const emit = (event: RunEvent): void => {
      batcher.add(event)
    }
    try {
      const engine = await openEngine()
      const cache = createBaseStore((message) => {
        emit({ kind: 'notice', message })
      })
      await runExperiment(config, engine, emit, { control: current, cache })
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      emit({ kind: 'failed', message, ...(error instanceof DeviceError && { problem: error.problem }) })
    }
    batcher.flush()
  },

  pause() {
    control.pause()
  },
  resume() {
    control.resume()
  },
  stop() {
    control.stop()
  },
}

expose(api)
