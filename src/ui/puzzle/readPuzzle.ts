import type { GameId } from '../../games'
import { countdown } from '../../games/countdown'
import type { CountdownPuzzle } from '../../games/countdown/arithmetic'
import type { Game } from '../../games/game'
import { maze } from '../../games/maze'
import type { MazePuzzle } from '../../games/maze/board'
import { sort } from '../../games/sort'
import type { SortPuzzle } from '../../games/sort/row'
import { track } from '../../games/track'
import type { TrackPuzzle } from '../../games/track/writer'

/** A puzzle with the game that it is of. */
export type AnyPuzzle =
  | { game: 'track'; puzzle: TrackPuzzle }
  | { game: 'maze'; puzzle: MazePuzzle }
  | { game: 'countdown'; puzzle: CountdownPuzzle }
  | { game: 'sort'; puzzle: SortPuzzle }

/** The puzzle of a prompt; undefined where the text is no prompt of this game, or the difficulty is none of its. */
export function readPuzzle(game: GameId, difficulty: unknown, prompt: string): AnyPuzzle | undefined {
  switch (game) {
    case 'track':
      return named(game, read(track, difficulty, prompt))
    case 'maze':
      return named(game, read(maze, difficulty, prompt))
    case 'countdown':
      return named(game, read(countdown, difficulty, prompt))
    case 'sort':
      return named(game, read(sort, difficulty, prompt))
  }
}

function read<Puzzle, Difficulty>(
  game: Game<Puzzle, Difficulty>,
  difficulty: unknown,
  prompt: string,
): Puzzle | undefined {
  const settings = game.difficulty.safeParse(difficulty)
  return settings.success ? game.parse(prompt, settings.data) : undefined
}

const named = <Id extends GameId, Puzzle>(game: Id, puzzle: Puzzle | undefined) => puzzle && { game, puzzle }
