import type { Game } from '../games/game'
import { createTokenizer, type Tokenizer } from '../games/tokenizer'

/** A game at one difficulty, in the terms of a policy: tokens and lengths. */
export interface Task {
  game: Game
  difficulty: unknown
  tokenizer: Tokenizer
  /** Most tokens of a prompt and of a response. */
  promptLength: number
  responseLength: number
  /** Ids that end a response. */
  stops: number[]
}

export function createTask(game: Game, difficulty: unknown): Task {
  const tokenizer = createTokenizer(game.alphabet)
  const { prompt, response } = game.lengths(difficulty)
  return {
    game,
    difficulty,
    tokenizer,
    promptLength: prompt,
    responseLength: response,
    stops: tokenizer.encode(game.stops),
  }
}

/** T: positions of a training sequence, which predicts every token but the prompt's first. */
export const sequenceLength = (task: Task): number => task.promptLength + task.responseLength - 1
