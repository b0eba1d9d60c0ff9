import type { DeviceProblem } from '../policy/errors'
import type { ArmId } from '../config/armId'
import type { ExperimentConfig } from '../config/config'
import type { StageId } from '../config/stages'
import type { MetricId, PointSource } from './metrics'

/** What a run reports, in order. Events are plain data: they cross threads and can be stored. */
export type RunEvent =
  | StartedEvent
  | ProgressEvent
  | PointEvent
  | SamplesEvent
  | OfflineEvent
  | ScoredEvent
  | UpdateEvent
  | NoticeEvent
  | PausedEvent
  | EndEvent

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
  /** Each stage’s part of both; absent in results of earlier versions. */
  stages?: Readonly<Record<StageId, StageSeconds>>
}

/** How long a stage has taken, and how long what is left of it will take. */
export interface StageSeconds {
  elapsed: number
  /** Undefined until enough has been measured. */
  remaining?: number
}

/** Figures of one arm and seed at one step. `base` (no arm) is what holds for every arm of that seed: the base policy, or in `collect` the teacher that is a network. */
export interface PointEvent {
  kind: 'point'
  stage: StageId
  source: PointSource
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
  /** log π(y_t) of each token under the policy that wrote it, in nats. */
  logProbs: readonly number[]
}

/** The most likely next tokens with their probabilities, most likely first; at most five. */
export type TopTokens = readonly (readonly [token: string, probability: number])[]

/** Some of the offline data of the run's first seed, as the behaviour policy wrote it; the weight inspector's examples. */
export interface OfflineEvent {
  kind: 'offline'
  seed: number
  examples: readonly OfflineExample[]
}

export interface OfflineExample {
  prompt: string
  response: string
  /** log π_β(y_t | x, y_<t) of each token of the response. */
  behaviourLogProbs: readonly number[]
  /** π_β’s most likely tokens at each position; only of the first examples. */
  behaviourTop?: readonly TopTokens[]
}

/** What the policies of one moment say of the examples of the `OfflineEvent`, in its order. */
export interface ScoredEvent {
  kind: 'scored'
  /** `pretrain`: the base policy, which all arms share; `sft`: each arm after so many steps. */
  stage: 'pretrain' | 'sft'
  step: number
  seed: number
  policies: readonly ScoredPolicy[]
}

export interface ScoredPolicy {
  arm: ArmId | 'base'
  /** log π_θ(y_t | x, y_<t), an array for each example. */
  logProbs: readonly (readonly number[])[]
  /** Entropy of π_θ(· | x, y_<t) in nats, an array for each example; runs made before formulas have none. */
  entropies?: readonly (readonly number[])[]
  /** π_θ’s most likely tokens at each position of the first examples. */
  top: readonly (readonly TopTokens[])[]
}

/** One optimizer step from close by, for the first seed: reported where a run is stepped through. */
export interface UpdateEvent {
  kind: 'update'
  stage: 'sft' | 'rl'
  step: number
  seed: number
  learningRate: number
  arms: readonly ArmUpdate[]
}

export interface ArmUpdate {
  arm: ArmId
  /** Before clipping; of the last epoch where an RL step has several. */
  gradNorm: number
  /** What the learning rate is multiplied by, where it is not 1. */
  rateFactor?: number
  /** SFT: the first rows of the batch. RL: some rollouts of one group. */
  rows: readonly UpdatedRow[]
}

/** A response that a policy was updated on. */
export interface UpdatedRow {
  prompt: string
  response: string
  /** What −log π(y_t) of each token counts in the loss, before the reduction: Ĝ_t in SFT, the advantage in RL. */
  coefficients: readonly number[]
  /** log π_θ(y_t) before the update and after it. */
  before: readonly number[]
  after: readonly number[]
  /** RL only. */
  reward?: number
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
