import { exp } from '../core/elementary'
import type { NextToken } from '../games/authors'
import { responseValues } from '../policy/batch'
import type { PolicyEngine, Population, TokenBatch } from '../policy/engine'

/** Rows that a score pass takes, unless the batch has more. */
const ROWS = 64

/**
 * log π(v) of every position for each token v, `[V][M, B, T]`: score passes of the same inputs with v as the target everywhere, for as
 * many tokens at once as fit a pass.
 */
export async function everyToken(
  engine: PolicyEngine,
  policies: Population,
  batch: TokenBatch,
): Promise<Float32Array[]> {
  const { vocabulary } = policies.shape
  const passes = Math.ceil(vocabulary / Math.max(1, Math.floor(ROWS / batch.rows)))
  const count = Math.ceil(vocabulary / passes)
  const all: Float32Array[] = []
  for (let first = 0; first < vocabulary; first += count) {
    // As many copies in the last pass, because passes are recorded by size.
    const { logProbs } = await engine.score(policies, copiesFor(batch, first, count, vocabulary - 1))
    const own = Math.min(count, vocabulary - first)
    for (let copy = 0; copy < own; copy++) all.push(copyOf(logProbs, policies.members, copy, count))
  }
  return all
}

/** `count` copies of each slot's rows, whose targets are the tokens from `first` on; those after `last` are `last` again. */
function copiesFor(batch: TokenBatch, first: number, count: number, last: number): TokenBatch {
  const copied = (values: Int32Array): Int32Array => {
    const size = values.length / batch.slots
    const copies = new Int32Array(values.length * count)
    for (let slot = 0; slot < batch.slots; slot++)
      for (let copy = 0; copy < count; copy++)
        copies.set(values.subarray(slot * size, (slot + 1) * size), (slot * count + copy) * size)
    return copies
  }
  const size = batch.rows * batch.length
  const tokens = Int32Array.from({ length: batch.slots * count * size }, (_, i) =>
    Math.min(last, first + (Math.floor(i / size) % count)),
  )
  const { inputs, firsts, counts } = batch
  return {
    ...batch,
    rows: batch.rows * count,
    inputs: copied(inputs),
    targets: tokens,
    firsts: copied(firsts),
    counts: copied(counts),
  }
}

/** One of `count` copies of every member's rows, out of what is said of all. */
function copyOf(values: Float32Array, members: number, copy: number, count: number): Float32Array {
  const size = values.length / members / count
  const own = new Float32Array(members * size)
  for (let member = 0; member < members; member++) {
    const start = (member * count + copy) * size
    own.set(values.subarray(start, start + size), member * size)
  }
  return own
}

/** π(· | x, y_<t) of one member at each response token of a row, `[T][V]`, from `everyToken`; each adds up to 1. */
export function distributionsOf(
  every: readonly Float32Array[],
  batch: TokenBatch,
  member: number,
  row: number,
): number[][] {
  const logProbs = every.map((values) => responseValues(values, batch, member, row))
  return Array.from({ length: logProbs[0]?.length ?? 0 }, (_, t) => {
    const probabilities = logProbs.map((values) => exp(values[t] as number))
    const sum = probabilities.reduce((a, b) => a + b, 0)
    return probabilities.map((probability) => probability / sum)
  })
}

/** At most `count` tokens of at least this probability, most likely first; equally likely ones stay in their order. */
export function mostLikely(distribution: NextToken, count: number, least: number): NextToken {
  return distribution
    .filter(([, probability]) => probability >= least)
    .sort(([, a], [, b]) => b - a)
    .slice(0, count)
}
