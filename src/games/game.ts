import type { z } from 'zod'
import type { Rng } from '../core/rng'
import type { BehaviourPolicy } from './behaviour'

/** What the verifier says of a response. `reason` is a sentence for people, given for right answers too. */
export interface Verdict {
  correct: boolean
  reason: string
}

/**
 * A verifiable reasoning game: puzzles with several right responses each, judged by rules alone.
 *
 * Prompts and responses are strings over `alphabet`; each character is one token. A response ends with the first
 * character of `stops`, which counts as one of its tokens.
 */
export interface Game<Puzzle = unknown, Difficulty = unknown, Style = unknown> {
  readonly id: string
  readonly title: string
  /** One or two sentences: what is asked, and what a response looks like. */
  readonly description: string
  /** Every character that a prompt or a response may hold, each once. */
  readonly alphabet: string
  /** The characters of the alphabet that end a response. */
  readonly stops: string
  /** Size and hardness of a puzzle; every key has a default, a title and a range. */
  readonly difficulty: z.ZodType<Difficulty>
  /** How the behaviour policy writes; every key has a default, a title and a range. */
  readonly style: z.ZodType<Style>
  /** The style of the writer that the base policy is pretrained on. */
  readonly baseStyle: Style
  /** The style of the teacher that writes the offline data. */
  readonly teacherStyle: Style
  /** A puzzle drawn from the generator; a function of the generator's name alone. */
  generate(rng: Rng, difficulty: Difficulty): Puzzle
  /** The prompt. Two puzzles with the same prompt are the same puzzle. */
  prompt(puzzle: Puzzle): string
  /**
   * The puzzle of a prompt: the inverse of `prompt`. What a prompt leaves unsaid (the moves allowed, say) is the
   * difficulty's. Undefined for a text that no puzzle of this game has as its prompt. Never throws.
   */
  parse(prompt: string, difficulty: Difficulty): Puzzle | undefined
  /** One text for all puzzles that differ only in how they are written down (order of numbers, say). */
  canonical(puzzle: Puzzle): string
  /** The most tokens that a prompt and a response of this difficulty can have. */
  lengths(difficulty: Difficulty): { prompt: number; response: number }
  /** Judges a response by the rules alone, whoever wrote it. Never throws. */
  verify(puzzle: Puzzle, response: string): Verdict
  /** The stochastic writer of this style, with exact token probabilities. */
  behaviour(style: Style): BehaviourPolicy<Puzzle>
}
