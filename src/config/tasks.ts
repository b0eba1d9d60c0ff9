import { games } from '../games'
import { createTask, createTransfer, type Lesson, type Task } from '../games/task'
import type { ExperimentConfig } from './config'

/** The task that SFT learns from, and the one that RL trains on and evaluations ask: one and the same unless the experiment transfers. */
export function tasksOf({ game }: ExperimentConfig): { from: Task; to: Task } {
  const source = { game: games[game.id], difficulty: game.difficulty }
  if (game.transfer === 'same') {
    const task = createTask(source.game, source.difficulty)
    return { from: task, to: task }
  }
  if (game.transfer === 'difficulty') return createTransfer(source, { ...source, difficulty: game.target })
  const target = games[game.transfer]
  return createTransfer(source, { game: target, difficulty: target.difficulty.parse({}) })
}

/** What the base policy is pretrained on: the base writer of every task that it will meet. */
export function baseLessons({ game }: ExperimentConfig, { from, to }: { from: Task; to: Task }): Lesson[] {
  const own = { task: from, style: game.base }
  if (game.transfer === 'same') return [own]
  return [own, { task: to, style: game.transfer === 'difficulty' ? game.base : to.game.baseStyle }]
}
