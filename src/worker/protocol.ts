import type { ExperimentConfig } from '../config/config'
import type { RunEvent } from '../results/events'
import type { DeviceLimits } from '../policy/device'
import type { DeviceProblem } from '../policy/errors'
import type { Variants } from '../policy/webgpu/variants'
import type { EngineChoice, EngineSettings } from './engineSettings'

/** Why nothing can be trained: the device, an engine that did not start for another reason, or the worker itself. */
export type TrainingProblem = DeviceProblem | 'engine' | 'worker'

/** An engine that passed its check. */
export interface ReadyEngine {
  ready: true
  name: string
  /** The forms of its kernels and what was measured of them, where it has any. */
  variants?: Variants
  measured?: Variants
  /** What its device allows, where it allocates buffers by itself. */
  limits?: DeviceLimits
}

/** An engine that cannot be used, and why. */
export interface RefusedEngine {
  ready: false
  engine: EngineChoice
  problem: TrainingProblem
  message: string
}

/** What was found out about an engine on the visitor's device. */
export type EngineReport = ReadyEngine | RefusedEngine

/** How fast a run goes. */
export interface Pace {
  /** Seconds between two optimizer steps; 0 is full speed. */
  slow: number
}

/** What the worker offers to the page, through Comlink: control calls in, batched events out. */
export interface TrainerApi {
  openEngine(settings: EngineSettings): Promise<EngineReport>
  measureAgain(settings: EngineSettings): Promise<EngineReport>
  run(config: ExperimentConfig, deliver: (events: readonly RunEvent[]) => void): Promise<void>
  pause(): void
  resume(): void
  step(): void
  setPace(pace: Pace): void
  stop(): void
}
