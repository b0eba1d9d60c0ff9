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
import type { DeviceReport, TrainerApi } from './protocol'

let opening: Promise<PolicyEngine> | undefined
let control = new RunControl()

/** The engine, opened once; a lost device is opened anew by the next call. */
function openEngine(): Promise<PolicyEngine> {
  if (opening) return opening
  const attempt = openReferenceEngine('webgpu')
  opening = attempt
  const forget = (): void => {
    if (opening === attempt) opening = undefined
  }
  void attempt.then((engine) => engine.lost).catch(forget)
  return attempt
}

const api: TrainerApi = {
  async checkDevice(): Promise<DeviceReport> {
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
