import { createRng, type Rng } from '../../../src/core/rng'
import type { OptimizerSettings, TrainBatch } from '../../../src/policy/engine'
import type { GrpoObjective, SftObjective, Weighting } from '../../../src/policy/objective'
import type { PolicyShape } from '../../../src/policy/shape'
import { packSequences, type Sequence } from '../../../src/policy/batch'

export type Backend = 'cpu' | 'webgpu'

export const TINY: PolicyShape = { vocabulary: 7, dModel: 8, heads: 2, layers: 1, dFF: 12 }

export const OPTIMIZER: OptimizerSettings = {
  learningRate: 0.01,
  beta1: 0.9,
  beta2: 0.95,
  epsilon: 1e-8,
  weightDecay: 0.1,
  maxGradNorm: 1,
}

export const sft = (weighting: Weighting, reduction: SftObjective['reduction'] = 'token'): SftObjective => ({
  kind: 'sft',
  weighting,
  reduction,
  loss: 'nll',
})

export const UNIFORM = sft({ kind: 'uniform' })

/** KL to the behaviour policy, every token alike. */
export const DISTILLED: SftObjective = { ...UNIFORM, loss: 'kl' }

export const GRPO: GrpoObjective = {
  kind: 'grpo',
  clipLow: 0.2,
  clipHigh: 0.28,
  klBeta: 0,
  reduction: 'dapo',
  maxResponse: 5,
}

export const PEAR_SETTINGS = { gamma: 0.9, block: 2, clipDelta: [-0.5, 0.5], clipLogG: [-1, 1] } as const

export const pear = (
  variant: 'token' | 'block' | 'sequence',
  more: Partial<Extract<Weighting, { kind: 'pear' }>> = {},
): SftObjective => sft({ kind: 'pear', variant, settings: PEAR_SETTINGS, ratio: 'current', normalise: false, ...more })

/** Random sequences with prompts of 1 to 3 and responses of 1 to 5 tokens. */
export function randomSequences(seed: number, rows: number, vocabulary = TINY.vocabulary): Sequence[] {
  const rng = createRng(seed, 'sequences')
  const tokens = (n: number): number[] => Array.from({ length: n }, () => rng.integer(vocabulary))
  return Array.from({ length: rows }, () => ({
    prompt: tokens(1 + rng.integer(3)),
    response: tokens(1 + rng.integer(5)),
  }))
}

/** Probabilities of so many tokens, few of them large, one of them 0. */
export function randomDistribution(rng: Rng, vocabulary: number): number[] {
  const masses = Array.from({ length: vocabulary }, (_, v) => (v === 0 ? 0 : rng.uniform() ** 4 + 1e-3))
  const sum = masses.reduce((a, b) => a + b, 0)
  return masses.map((mass) => mass / sum)
}

/** A batch with everything any objective needs but distributions; every slot has its own random data. */
export function randomBatch(seed: number, slotOf: readonly number[], rows = 3, length = 8): TrainBatch {
  const slots = 1 + Math.max(...slotOf)
  const batch = packSequences(
    Array.from({ length: slots }, (_, slot) => randomSequences(seed + slot, rows)),
    length,
    slotOf,
  )
  const rng = createRng(seed, 'numbers')
  const numbers = (n: number, scale: number, shift: number): Float32Array =>
    Float32Array.from({ length: n }, () => scale * rng.uniform() + shift)
  return {
    ...batch,
    behaviourLogProbs: numbers(batch.inputs.length, -4, 0),
    oldLogProbs: numbers(batch.inputs.length, -4, 0),
    advantages: numbers(batch.counts.length, 4, -2),
  }
}

/** The batch with a random distribution of the behaviour policy at every position. */
export function withDistributions(batch: TrainBatch, seed: number, vocabulary = TINY.vocabulary): TrainBatch {
  const rng = createRng(seed, 'distributions')
  const distributions = Array.from({ length: batch.inputs.length }, () => randomDistribution(rng, vocabulary))
  return { ...batch, behaviourDistributions: Float32Array.from(distributions.flat()) }
}

/** Largest |a − b| relative to the largest |b|. */
export function relativeError(actual: ArrayLike<number>, expected: readonly number[]): number {
  const scale = Math.max(...expected.map(Math.abs))
  return Math.max(...expected.map((value, i) => Math.abs(value - (actual[i] ?? NaN)))) / scale
}
