import type { Rng } from '../core/rng'
import { mean } from '../core/statistics'

/** Weights of a batch: one list a response, one number a token. */
export type BatchWeights = readonly (readonly number[])[]

/**
 * The same numbers dealt at random to the batch's tokens (METHOD.md, "Other SFT objectives", controls): what is left of a weighting
 * whose placement does not matter.
 */
export function shuffledWeights(weights: BatchWeights, rng: Rng): number[][] {
  const dealt = rng.shuffle(weights.flat())
  let next = 0
  return weights.map((row) => row.map(() => dealt[next++] as number))
}

/**
 * Every token takes the mean weight of its place in the response, counted from the first token, over the batch's responses that are as
 * long (METHOD.md, controls): what is left of a weighting that is but a profile of places. The sum over the batch stays the same.
 */
export function positionMeans(weights: BatchWeights): number[][] {
  const longest = Math.max(0, ...weights.map((row) => row.length))
  const profile = Array.from({ length: longest }, (_, t) =>
    mean(weights.flatMap((row) => (t < row.length ? [row[t] as number] : []))),
  )
  return weights.map((row) => row.map((_, t) => profile[t] as number))
}

/** The mean over all tokens; NaN for a batch without any. */
export const meanWeight = (weights: BatchWeights): number => mean(weights.flat())
