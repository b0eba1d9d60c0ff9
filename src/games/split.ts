import { createRng, type Rng } from '../core/rng'
import type { Game } from './game'

/** Which puzzles a stage may see: `train` is for pretraining, offline data and RL; `evaluation` is never trained on. */
export type Split = 'train' | 'evaluation'

/** The share of all canonical puzzles that is kept for evaluation. */
const EVALUATION_SHARE = 0.2
const MOST_ATTEMPTS = 10_000

/** The split that a puzzle belongs to: a hash of its canonical form alone, so that no two stages can ever share a puzzle. */
export function splitOf<Puzzle>(game: Game<Puzzle>, puzzle: Puzzle): Split {
  return createRng(0, 'split', game.id, game.canonical(puzzle)).uniform() < EVALUATION_SHARE ? 'evaluation' : 'train'
}

/** The first puzzle of the stream that belongs to the split. Throws when the difficulty leaves that split empty. */
export function drawPuzzle<Puzzle, Difficulty>(
  game: Game<Puzzle, Difficulty>,
  difficulty: Difficulty,
  split: Split,
  rng: Rng,
): Puzzle {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const puzzle = game.generate(rng.split(attempt), difficulty)
    if (splitOf(game, puzzle) === split) return puzzle
  }
  throw new RangeError(
    `${game.title} has no ${split} puzzles at this difficulty: choose one with more different puzzles.`,
  )
}
