import type { DeviceProblem } from '../policy/errors'
import type { ArmId } from './arms'
import type { ExperimentConfig } from './config'
import type { MetricId } from './metrics'

/** The stages of a run in their order; METHOD.md, "Pipeline of one experiment". */
export const stageIds = ['pretrain', 'collect', 'sft', 'rl'] as const
export type StageId = (typeof stageIds)[number]

/** The stages as people read them. */
export const stageTitles: Readonly<Record<StageId, string>> = {
  pretrain: 'Base policy',
  collect: 'Offline data',
  sft: 'SFT',
  rl: 'RL',
}

/** What a run reports, in order. Events are plain data: they cross threads and can be stored. */
export type RunEvent = StartedEvent | ProgressEvent | PointEvent | SamplesEvent | NoticeEvent | PausedEvent | EndEvent

export interface StartedEvent {
  kind: 'started'
  config: ExperimentConfig
  /** Engine and device, for people. */
  engine: string
  seeds: readonly number[]
}

/** Where the run stands. `step` of `steps` are done in the stage. */
export interface ProgressEvent {
  kind: 'progress'
  stage: StageId
  step: number
  steps: number
  /** What the stage is doing now where it is not a training step. */
  activity: 'training' | 'evaluating'
  /** Share of the whole run that is done, 0 to 1, by expected cost. */
  done: number
  /** Time since the run started, pauses left out. */
  elapsedSeconds: number
  /** Undefined until enough has been measured. */
  remainingSeconds?: number
}

/** Figures of one arm and seed at one step. `base` (no arm) is what holds for every arm of that seed: the base policy, or in `collect` the teacher that is a network. */
export interface PointEvent {
  kind: 'point'
  stage: StageId
  step: number
  arm: ArmId | 'base'
  seed: number
  values: Partial<Record<MetricId, number>>
}

/** Responses to one held-out prompt of one seed, one of each arm at the same point of training. */
export interface SamplesEvent {
  kind: 'samples'
  stage: StageId
  step: number
  seed: number
  samples: readonly PromptSamples[]
}

export interface PromptSamples {
  prompt: string
  responses: readonly SampledResponse[]
}

export interface SampledResponse {
  arm: ArmId | 'base'
  text: string
  correct: boolean
  reason: string
}

/** Something that people should know and that does not stop the run. */
export interface NoticeEvent {
  kind: 'notice'
  message: string
}

export interface PausedEvent {
  kind: 'paused'
  paused: boolean
}

/** The last event of every run. */
export type EndEvent =
  | { kind: 'finished'; seconds: number }
  | { kind: 'stopped'; seconds: number }
  | { kind: 'failed'; message: string; problem?: DeviceProblem }
