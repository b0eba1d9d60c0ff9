import { createRng } from '../core/rng'
import { drawPuzzle } from '../games/split'
import { writePair, type OfflinePair } from './pairs'
import type { Task } from './task'

/**
 * The rows of a pretraining step for one seed: fresh unfiltered responses of the base writer to training puzzles.
 * Row i of a step is a function of seed, step and i alone.
 */
export function pretrainingRows(task: Task, style: unknown, seed: number, step: number, count: number): OfflinePair[] {
  const writer = task.game.behaviour(style)
  return Array.from({ length: count }, (_, row) => {
    const stream = createRng(seed, 'pretrain', step, row)
    const puzzle = drawPuzzle(task.game, task.difficulty, 'train', stream.split('puzzle'))
    return writePair(task, writer, puzzle, stream.split('response'))
  })
}
