import { createRng } from '../core/rng'
import type { OfflinePair } from './pairs'

/**
 * The rows of an SFT step for one seed: consecutive pairs of an order that is shuffled anew each epoch. Batches never
 * straddle two epochs, and depend on the seed alone, so that every arm sees the same rows in the same order.
 */
export function sftRows(pairs: readonly OfflinePair[], seed: number, step: number, count: number): OfflinePair[] {
  const batches = Math.floor(pairs.length / count)
  if (batches === 0)
    throw new RangeError(`A batch of ${count} needs at least as many offline pairs, not ${pairs.length}.`)
  const epoch = Math.floor(step / batches)
  const order = createRng(seed, 'sft-order', epoch).shuffle(pairs)
  const start = (step % batches) * count
  return order.slice(start, start + count)
}
