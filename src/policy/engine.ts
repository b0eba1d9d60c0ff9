import type { Objective } from './objective'
import type { PolicyShape } from './shape'
import type { UpdateGeometry } from './updates'

/**
 * The seam between the experiment and the device. Everything is population-first: M members of one shape (arms × seeds)
 * go through the same calls at once. Nothing above this seam knows a tensor.
 */
export interface PolicyEngine {
  /** For people: engine and device, e.g. `reference (webgpu: NVIDIA …)`. */
  readonly name: string
  /** Rejects with a `DeviceError` when the device is lost; never resolves. */
  readonly lost: Promise<never>
  /** Compiles what populations of this shape run; left out, the first step, score and rollout take so much longer. */
  warmUp(shape: PolicyShape): Promise<void>
  /** One freshly initialised member for each seed; a member is a function of shape and seed alone. */
  createPopulation(shape: PolicyShape, seeds: readonly number[]): Population
  /** A new population of copies of members, possibly of several populations of one shape, with a fresh optimizer state. */
  fork(sources: readonly MemberRef[]): Population
  /** Parameters and optimizer state on the host. */
  snapshot(population: Population): Promise<Snapshot>
  /** A population with exactly the bits of a snapshot. */
  restore(snapshot: Snapshot): Population
  /** Log-probabilities, entropies and, given a reference, KL(π‖π_ref), of every position; no gradient. */
  score(population: Population, batch: TokenBatch, reference?: Population): Promise<Scores>
  /** One optimizer step of every member; metrics are read back only when asked for. */
  trainStep(population: Population, batch: TrainBatch, step: StepSettings): StepResult
  /** Samples a response to every prompt for every member; one readback. */
  rollout(population: Population, prompts: PromptBatch, sampling: Sampling): Promise<Rollouts>
  /** Norms and cosine of each member's updates from `start` to `middle` to `end`: drift, and SFT's update against RL's. */
  compareUpdates(start: Population, middle: Population, end: Population): Promise<UpdateGeometry[]>
  /** Frees everything on the device. */
  dispose(): void
}

/** M policies of one shape on the device. */
export interface Population {
  readonly shape: PolicyShape
  /** M. */
  readonly members: number
  dispose(): void
}

export interface MemberRef {
  population: Population
  member: number
}

/** A population on the host: flat `[M, P]` in the order of `parameterSpans`, and AdamW's moments and step count. */
export interface Snapshot {
  shape: PolicyShape
  members: number
  parameters: Float32Array
  firstMoments: Float32Array
  secondMoments: Float32Array
  /** Optimizer steps taken since creation or fork. */
  steps: number
}

/**
 * Sequences, right-padded to T positions. S slots hold different rows; member m reads slot `slotOf[m]`, so that members
 * that share data (the arms of one seed) share one copy. Position t of a row sees `inputs[0..t]` and predicts `targets[t]`;
 * the response's tokens are predicted by the `counts` positions from `firsts` on. Only these count for losses and metrics.
 */
export interface TokenBatch {
  slots: number
  /** B. */
  rows: number
  /** T. */
  length: number
  /** `[S, B, T]` */
  inputs: Int32Array
  /** `[S, B, T]` */
  targets: Int32Array
  /** `[S, B]`: the position that predicts the response's first token (prompt length − 1). */
  firsts: Int32Array
  /** `[S, B]`: number of response tokens, EOS included; 0 for an empty row. */
  counts: Int32Array
  /** `[M]` */
  slotOf: readonly number[]
}

/** A batch with what objectives need at each position. Arrays are `[S, B, T]` unless said; values off the response are ignored. */
export interface TrainBatch extends TokenBatch {
  /** log π_β(y_t): needed by PEAR objectives. */
  behaviourLogProbs?: Float32Array
  /** `[S, B, T, V]` π_β(·): needed where the loss is KL to the behaviour policy. */
  behaviourDistributions?: Float32Array
  /** log π_old(y_t) as the sampler reported it: needed by GRPO. */
  oldLogProbs?: Float32Array
  /** Coefficients of −log π(y_t), of any sign: needed by the weighting `given`. A batch holds these or `oldLogProbs`, never both. */
  weights?: Float32Array
  /** `[S, B]` A_i: needed by GRPO. */
  advantages?: Float32Array
}

export interface StepSettings {
  /** `[M]` */
  objectives: readonly Objective[]
  optimizer: OptimizerSettings
  /** `[M]`: what each member's learning rate is multiplied by; 1 where left out, and 0 leaves a member's parameters as they are. */
  rateFactors?: readonly number[]
  /**
   * M frozen members: π_ref of GRPO's KL term and of the exact KL metric, or π₀ where PEAR's ratio is taken against the
   * initial policy. Costs one more forward pass.
   */
  reference?: Population
}

/** AdamW with decoupled weight decay; the gradient of each member is first scaled to a norm of at most `maxGradNorm`. */
export interface OptimizerSettings {
  learningRate: number
  beta1: number
  beta2: number
  epsilon: number
  weightDecay: number
  maxGradNorm: number
}

/** Steps of a population whose metrics are kept, the last one included. */
export const METRICS_KEPT = 32

export interface StepResult {
  /**
   * One entry a member. A step's metrics stay on the device until somebody asks, so that several steps can be asked for at once:
   * rejects with a RangeError where the population took `METRICS_KEPT` steps since, this one not counted, and with an
   * Error where the population or the engine was disposed.
   */
  metrics(): Promise<StepMetrics[]>
}

/** What one step says of one member; means are over response tokens. NaN where the objective has no such quantity. */
export interface StepMetrics {
  loss: number
  /** Before clipping. */
  gradNorm: number
  /** −mean log π(y_t), unweighted. */
  nll: number
  /** Exact entropy of the next-token distribution, in nats. */
  entropy: number
  /** Exact KL(π‖π_ref) in nats a token. */
  kl: number
  /** Mean of Ĝ_t (1 for SFT, π(y_t) for DFT, the given weights' mean). */
  meanWeight: number
  /** (ΣG)²/(nΣG²) in (0, 1]. */
  effectiveSampleSize: number
  /** Fraction of δ_t below and above its clip. */
  deltaClippedLow: number
  deltaClippedHigh: number
  /** Fraction of log G_t below and above its clip. */
  logGClippedLow: number
  logGClippedHigh: number
  /** Fraction of tokens where the ratio's clip stops the gradient, for ρ < 1 − ε_low and ρ > 1 + ε_high. */
  ratioClippedLow: number
  ratioClippedHigh: number
  /** Largest and mean |log π(y_t) − log π_old(y_t)| before the update: sampler against trainer. */
  mismatchMax: number
  mismatchMean: number
}

/** `[M, B, T]` each, in the batch's order; values off the response are those of padding and mean nothing. */
export interface Scores {
  logProbs: Float32Array
  entropies: Float32Array
  /** Exact KL(π‖π_ref) a position; only where a reference was given. */
  kl?: Float32Array
}

/** Prompts, right-padded to P tokens, in slots as in `TokenBatch`. */
export interface PromptBatch {
  slots: number
  /** R. */
  rows: number
  /** P. */
  length: number
  /** `[S, R, P]` */
  ids: Int32Array
  /** `[S, R]`: prompt lengths, each at least 1. */
  lengths: Int32Array
  /** `[S, R, 2]`: the sampler's key of each row; token t of the response uses counter (t, 0). */
  keys: Uint32Array
  /** `[S, R]`: 0 takes the most likely token (the lowest id of several), other values divide the logits. */
  temperatures: Float32Array
  /** `[M]` */
  slotOf: readonly number[]
}

export interface Sampling {
  /** L: the most tokens of a response. */
  maxResponse: number
  /** Ids that end a response; the ending token is part of it. */
  stops: readonly number[]
}

/** Sampled responses. Entries past a response's length are 0. */
export interface Rollouts {
  members: number
  rows: number
  maxResponse: number
  /** `[M, R, L]` */
  tokens: Int32Array
  /** `[M, R, L]`: log π(y_t) at temperature 1, whatever the sampling temperature. */
  logProbs: Float32Array
  /** `[M, R, L]`: exact entropy at temperature 1, in nats. */
  entropies: Float32Array
  /** `[M, R]`: number of tokens, the ending one included. */
  lengths: Int32Array
}
