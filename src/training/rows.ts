import { createRng } from '../core/rng'
import { drawPuzzle } from '../games/split'
import type { Lesson } from '../games/task'
import { type OfflinePair, writePair } from './pairs'

/**
 * The rows of a pretraining step for one seed: fresh unfiltered responses of the lessons' writers, who take turns row by row.
 * Row i of a step is a function of seed, step and i alone.
 *
 * @param stream names the policy that learns, so that two of one seed see different rows
 */
export function pretrainingRows(
  lessons: readonly Lesson[],
  seed: number,
  step: number,
  count: number,
  stream = 'pretrain',
): OfflinePair[] {
  const writers = lessons.map(({ task, style }) => ({ task, policy: task.game.behaviour(style) }))
  return Array.from({ length: count }, (_, row) => {
    const { task, policy } = writers[row % writers.length] as (typeof writers)[number]
    const own = createRng(seed, stream, step, row)
    const puzzle = drawPuzzle(task.game, task.difficulty, 'train', own.split('puzzle'))
    return writePair(task, policy, puzzle, own.split('response'))
  })
}

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
