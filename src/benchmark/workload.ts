import { createRng } from '../core/rng'
import { packPrompts, packSequences } from '../policy/batch'
import { ADAM_EPSILON } from '../policy/constants'
import type { OptimizerSettings, PromptBatch, Sampling, TrainBatch } from '../policy/engine'
import type { SftObjective } from '../policy/objective'
import type { PolicyShape } from '../policy/shape'

/** The policy that is measured: 103,232 parameters. */
export const SHAPE: PolicyShape = { vocabulary: 40, dModel: 64, heads: 4, layers: 2, dFF: 176 }

/** T of the batches. */
export const LENGTH = 48

/** B of a usual step. */
export const BATCH = 32

/** B of the steps that compare a population of 16 with 16 single steps. */
export const SMALL_BATCH = 8

/** All positions but the prompt's are learnt: the most work a batch of this size can be. */
const PROMPT = 4

export const OPTIMIZER: OptimizerSettings = {
  learningRate: 1e-3,
  beta1: 0.9,
  beta2: 0.95,
  epsilon: ADAM_EPSILON,
  weightDecay: 0.1,
  maxGradNorm: 1,
}

export const OBJECTIVE: SftObjective = { kind: 'sft', weighting: { kind: 'uniform' }, reduction: 'token', loss: 'nll' }

/** Members have the seeds 0 to M − 1, so that member 0 is the same policy in every population. */
export function memberSeeds(members: number): number[] {
  return Array.from({ length: members }, (_, member) => member)
}

/** B rows of random tokens, the same for every member and every engine. */
export function trainBatch(members: number, rows: number): TrainBatch {
  const rng = createRng(0, 'benchmark', 'batch', rows)
  const tokens = (count: number): number[] => Array.from({ length: count }, () => rng.integer(SHAPE.vocabulary))
  const sequences = Array.from({ length: rows }, () => ({
    prompt: tokens(PROMPT),
    response: tokens(LENGTH + 1 - PROMPT),
  }))
  return packSequences([sequences], LENGTH, Array<number>(members).fill(0))
}

const ROLLOUT_PROMPT = 24

/** No stop tokens: every sequence has this many sampled tokens. */
export const SAMPLING: Sampling = { maxResponse: 24, stops: [] }

/** Random prompts for a single member, sampled at temperature 1. */
export function rolloutPrompts(sequences: number): PromptBatch {
  const rng = createRng(0, 'benchmark', 'prompts', sequences)
  const prompts = Array.from({ length: sequences }, () =>
    Array.from({ length: ROLLOUT_PROMPT }, () => rng.integer(SHAPE.vocabulary)),
  )
  const keys = Uint32Array.from({ length: 2 * sequences }, () => rng.uint32())
  return packPrompts([prompts], { length: ROLLOUT_PROMPT, keys, temperature: 1, slotOf: [0] })
}
