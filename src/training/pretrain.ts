import { createRng } from '../core/rng'
import { drawPuzzle } from '../games/split'
import { writePair, type OfflinePair } from './pairs'
import type { Lesson } from '../games/task'

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
