import type { ExperimentConfig } from '../../config/config'
import { tasksOf } from '../../config/tasks'
import { gameIds } from '../../games'
import { type AnyPuzzle, readPuzzle } from '../puzzle/PuzzleDrawing'

/** The puzzle of a held-out prompt of an experiment; undefined where the prompt cannot be read. */
export function puzzleOf(config: ExperimentConfig, prompt: string): AnyPuzzle | undefined {
  // Held-out prompts are of the task that RL goes to, which an experiment on transfer does not learn in SFT.
  const { game, difficulty } = tasksOf(config).to
  const id = gameIds.find((one) => one === game.id)
  return id && readPuzzle(id, difficulty, prompt)
}
