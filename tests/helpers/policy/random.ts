import { createRng, type Rng } from '../../../src/core/rng'
import { packSequences, type Sequence } from '../../../src/policy/batch'
import type { StepMetrics, TrainBatch } from '../../../src/policy/engine'
import type { Objective } from '../../../src/policy/objective'
import { GRPO, pear, randomDistribution, sft, UNIFORM } from './fixtures'

/** Objectives of every kind, those that need a reference last. */
export const OBJECTIVES: readonly Objective[] = [
  UNIFORM,
  { ...GRPO, reduction: 'grpo' },
  pear('token'),
  sft({ kind: 'probability' }, 'sequence'),
  { ...pear('block', { normalise: true }), loss: 'kl' },
  { ...GRPO, reduction: 'dr_grpo' },
  pear('sequence'),
  { ...GRPO, klBeta: 0.3 },
  pear('token', { ratio: 'initial', normalise: true }),
]

/** So many objectives, all of them in turn. */
export const objectivesOf = (members: number, hasReference: boolean): Objective[] => {
  const usable = hasReference ? [...OBJECTIVES].reverse() : OBJECTIVES.slice(0, 7)
  return Array.from({ length: members }, (_, m) => usable[m % usable.length] as Objective)
}

/** Sizes of a random batch. */
export interface BatchSizes {
  vocabulary: number
  rows: number
  length: number
  slotOf: readonly number[]
}

/**
 * Sequences of random lengths up to the whole of T, some rows without a response, and everything that any objective needs; off the
 * responses stands NaN, which must not matter.
 *
 * @param fill false leaves every response empty
 */
export function raggedBatch(seed: number, { vocabulary, rows, length, slotOf }: BatchSizes, fill = true): TrainBatch {
  const rng = createRng(seed, 'ragged')
  const slots = 1 + Math.max(...slotOf)
  const sequence = (row: number): Sequence => {
    const tokens = Array.from({ length: length + 1 }, () => rng.integer(vocabulary))
    const prompt = 1 + rng.integer(length)
    const isEmpty = !fill || (rows > 1 && row % 4 === 3)
    return {
      prompt: tokens.slice(0, prompt),
      response: isEmpty ? [] : tokens.slice(prompt, prompt + 1 + rng.integer(length)),
    }
  }
  const sequences = Array.from({ length: slots }, () => Array.from({ length: rows }, (_, row) => sequence(row)))
  const batch = packSequences(sequences, length, slotOf)
  return {
    ...batch,
    behaviourLogProbs: onResponses(batch, rng),
    behaviourDistributions: distributionsOn(batch, rng, vocabulary),
    oldLogProbs: onResponses(batch, rng),
    advantages: Float32Array.from(batch.counts, () => 4 * rng.uniform() - 2),
  }
}

/** Log-probabilities around those of a policy that knows nothing. */
function onResponses({ inputs, firsts, counts, length }: TrainBatch, rng: Rng): Float32Array {
  const values = new Float32Array(inputs.length).fill(NaN)
  counts.forEach((count, row) => {
    const start = row * length + (firsts[row] ?? 0)
    for (let at = start; at < start + count; at++) values[at] = -1 - 2 * rng.uniform()
  })
  return values
}

/** A random next-token distribution at every response token, NaN elsewhere. */
function distributionsOn({ inputs, firsts, counts, length }: TrainBatch, rng: Rng, vocabulary: number): Float32Array {
  const values = new Float32Array(inputs.length * vocabulary).fill(NaN)
  counts.forEach((count, row) => {
    const start = row * length + (firsts[row] ?? 0)
    for (let at = start; at < start + count; at++) values.set(randomDistribution(rng, vocabulary), at * vocabulary)
  })
  return values
}

/** The places `[M, B, T]` of response tokens. */
export function responsePlaces({ rows, length, firsts, counts, slotOf }: TrainBatch): number[] {
  return slotOf.flatMap((slot, member) =>
    Array.from({ length: rows }, (_, row) => {
      const own = slot * rows + row
      const start = (member * rows + row) * length + (firsts[own] ?? 0)
      return Array.from({ length: counts[own] ?? 0 }, (_unused, i) => start + i)
    }).flat(),
  )
}

/** The largest difference between metrics, relative to 1 or the larger number; Infinity where only one of two is NaN. */
export function metricsError(actual: readonly StepMetrics[], expected: readonly StepMetrics[]): number {
  const gaps = expected.flatMap((own, member) =>
    (Object.keys(own) as (keyof StepMetrics)[]).map((name) => {
      const [a, b] = [actual[member]?.[name] ?? Infinity, own[name]]
      if (Number.isNaN(a) && Number.isNaN(b)) return 0
      const gap = Math.abs(a - b) / Math.max(1, Math.abs(b))
      return Number.isNaN(gap) ? Infinity : gap
    }),
  )
  return Math.max(...gaps)
}
