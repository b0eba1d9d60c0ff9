import { proxy, wrap } from 'comlink'
import type { ExperimentConfig } from '../experiment/config'
import type { RunEvent } from '../experiment/events'
import type { DeviceReport, Place, TrainerApi } from './protocol'

export type { DeviceReport, Place } from './protocol'

/** The page's face of the worker that trains. */
export interface Trainer {
  /** Opens and checks the place where the next runs train. Never rejects. */
  checkDevice(place: Place): Promise<DeviceReport>
  /** Runs an experiment to its end; the last event says how it ended. Events come in batches, at most 10 a second. Never rejects. */
  run(config: ExperimentConfig, listener: (events: readonly RunEvent[]) => void): Promise<void>
  pause(): Promise<void>
  resume(): Promise<void>
  /** Ends the run between two steps; what it reported stays. */
  stop(): Promise<void>
  /** Ends the worker at once. */
  terminate(): void
}

/** Starts the worker. */
export function createTrainer(): Trainer {
  const worker = new Worker(new URL('./main.ts', import.meta.url), { type: 'module', name: 'trainer' })
  const api = wrap<TrainerApi>(worker)
  // A worker that cannot start or breaks never answers: every call races against its failure.
  const broken = new Promise<never>((_, reject) => {
    worker.addEventListener('error', (event) => {
      reject(
        new Error(`The training worker failed: ${event.message || 'its script could not be loaded'}. Reload the page.`),
      )
    })
  })
  broken.catch(() => undefined)
  const orFail = <T>(call: Promise<T>): Promise<T> => Promise.race([call, broken])
  const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

  return {
    async checkDevice(place) {
      try {
        return await orFail<DeviceReport>(api.checkDevice(place))
      } catch (error) {
        return { ready: false, problem: 'self-check', message: messageOf(error) }
      }
    },
    async run(config, listener) {
      try {
        await orFail(api.run(config, proxy(listener)))
      } catch (error) {
        listener([{ kind: 'failed', message: messageOf(error) }])
      }
    },
    pause: () => api.pause(),
    resume: () => api.resume(),
    stop: () => api.stop(),
    terminate() {
      worker.terminate()
    },
  }
}
