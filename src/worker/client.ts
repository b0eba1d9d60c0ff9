import { proxy } from 'comlink'
import type { ExperimentConfig } from '../config/config'
import type { RunEvent } from '../results/events'
import { connect } from './connect'
import type { EngineSettings } from './engineSettings'
import type { EngineReport, Pace, TrainerApi } from './protocol'

export type { EngineReport, Pace, ReadyEngine, RefusedEngine, TrainingProblem } from './protocol'

/** The page's face of the worker that trains. */
export interface Trainer {
  /** Opens and checks the engine that the next runs train on. Never rejects. */
  openEngine(settings: EngineSettings): Promise<EngineReport>
  /** The same, after measuring anew which forms of the kernels are fastest. Never rejects. */
  measureAgain(settings: EngineSettings): Promise<EngineReport>
  /** Runs an experiment to its end; the last event says how it ended. Events come in batches, at most 10 a second. Never rejects. */
  run(config: ExperimentConfig, listener: (events: readonly RunEvent[]) => void): Promise<void>
  pause(): Promise<void>
  resume(): Promise<void>
  /** Lets a paused run take one optimizer step and pauses it again; pauses a run that is not paused after its step. */
  step(): Promise<void>
  /** How fast this run and those after it go. In slow motion, as from step to step, the run reports updates from close by. */
  setPace(pace: Pace): Promise<void>
  /** Ends the run between two steps; what it reported stays. */
  stop(): Promise<void>
  /** Ends the worker at once. */
  terminate(): void
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Starts the worker. */
export function createTrainer(): Trainer {
  const worker = new Worker(new URL('./main.ts', import.meta.url), { type: 'module', name: 'trainer' })
  const { api, orFail } = connect<TrainerApi>(worker, 'The training worker')
  const reported = async ({ engine }: EngineSettings, call: Promise<EngineReport>): Promise<EngineReport> => {
    try {
      return await orFail(call)
    } catch (error) {
      return { ready: false, engine, problem: 'worker', message: messageOf(error) }
    }
  }
  return {
    openEngine: (settings) => reported(settings, api.openEngine(settings)),
    measureAgain: (settings) => reported(settings, api.measureAgain(settings)),
    async run(config, listener) {
      try {
        await orFail(api.run(config, proxy(listener)))
      } catch (error) {
        listener([{ kind: 'failed', message: messageOf(error) }])
      }
    },
    pause: () => api.pause(),
    resume: () => api.resume(),
    step: () => api.step(),
    setPace: (pace) => api.setPace(pace),
    stop: () => api.stop(),
    terminate() {
      worker.terminate()
    },
  }
}
