/**
 * What a game is, and the one way to make one. A game's folder says what can be set (index.ts), what a puzzle is and what
 * a response does with it (rules.ts), and how behaviour policies write (writer.ts). What follows from these is made here.
 */
import type { z } from 'zod'
import type { Rng } from '../core/rng'
import type { BehaviourPolicy } from './behaviour'
import { refusal, type Verdict, wrong } from './response'

/**
 * A verifiable reasoning game: puzzles with several right responses each, judged by rules alone.
 *
 * Prompts and responses are strings over `alphabet`; each character is one token. A response ends with the first
 * character of `stops`, which counts as one of its tokens.
 */
export interface Game<Puzzle = unknown, Difficulty = unknown, Style = unknown, Trace = unknown> {
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
  /** What a response does, step by step, up to where it goes wrong. Any text has a trace; never throws. */
  trace(puzzle: Puzzle, response: string): Trace
  /** Judges a response by the rules alone, whoever wrote it. Never throws. */
  verify(puzzle: Puzzle, response: string): Verdict
  /** The stochastic writer of this style, with exact token probabilities. */
  behaviour(style: Style): BehaviourPolicy<Puzzle>
}

/** What several settings must keep together. */
export interface Constraint<Settings> {
  /** The setting at which a breach is shown. */
  key: keyof Settings & string
  keeps: (settings: Settings) => boolean
  message: (settings: Settings) => string
}

/** What a game's folder says of it. */
interface Definition<Puzzle, Difficulty, Style, Trace> extends Omit<
  Game<Puzzle, Difficulty, Style, Trace>,
  'difficulty' | 'teacherStyle' | 'verify'
> {
  /** The settings of the difficulty, each by itself. */
  difficulty: z.ZodObject & z.ZodType<Difficulty>
  constraints: readonly Constraint<Difficulty>[]
  /** The verdict on what a well-formed response does (`refusal` found nothing in it). */
  judge: (puzzle: Puzzle, trace: Trace) => Verdict
}

/**
 * The game of a definition. A response is read by `trace` alone, and the verdict is one on its trace, so that what is
 * drawn and what is rewarded cannot differ. The generator throws RangeError on settings that break a constraint: it
 * would search in vain.
 */
export function defineGame<Puzzle, Difficulty, Style, Trace>({
  difficulty,
  constraints,
  judge,
  ...game
}: Definition<Puzzle, Difficulty, Style, Trace>): Game<Puzzle, Difficulty, Style, Trace> {
  return {
    ...game,
    // It stays an object schema, open to inspection.
    difficulty: difficulty.superRefine((settings, context) => {
      for (const { key, keeps, message } of constraints) {
        if (!keeps(settings)) context.addIssue({ code: 'custom', path: [key], message: message(settings) })
      }
    }),
    teacherStyle: game.style.parse({}),
    generate(rng, settings) {
      for (const { keeps, message } of constraints) if (!keeps(settings)) throw new RangeError(message(settings))
      return game.generate(rng, settings)
    },
    verify(puzzle, response) {
      const fault = refusal(response, game.alphabet)
      return fault === undefined ? judge(puzzle, game.trace(puzzle, response)) : wrong(fault)
    },
  }
}

/**
 * The first of many tries that gives something. Throws RangeError with the sentence when none does, so that a difficulty
 * without puzzles ends in a message and not in an endless loop.
 */
export function firstOf<T>(attempts: number, attempt: () => T | undefined, otherwise: string): T {
  for (let i = 0; i < attempts; i++) {
    const found = attempt()
    if (found !== undefined) return found
  }
  throw new RangeError(otherwise)
}
