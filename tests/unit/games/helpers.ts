import { expect, vi } from 'vitest'
import { createRng } from '../../../src/core/rng'
import type { BehaviourPolicy } from '../../../src/games/behaviour'
import type { Game } from '../../../src/games/game'
import type { TrackPuzzle } from '../../../src/games/track/rules'

// Enumerations and samples of thousands take a second or two, and more on a busy machine: only a hang should fail.
vi.setConfig({ testTimeout: 60_000 })

/** Puzzles of one difficulty, each from a stream of its own. */
export function draw<Puzzle, Difficulty>(
  game: Game<Puzzle, Difficulty>,
  count: number,
  settings: object = {},
  seed = 1,
): Puzzle[] {
  const difficulty = game.difficulty.parse(settings)
  return Array.from({ length: count }, (_, i) => game.generate(createRng(seed, game.id, i), difficulty))
}

/** Sum of numbers. */
export const total = (numbers: Iterable<number>): number => [...numbers].reduce((a, b) => a + b, 0)

/** Every text over the characters, up to a length, the empty one included. */
export function* texts(characters: string, longest: number, prefix = ''): Generator<string> {
  yield prefix
  if (prefix.length < longest) for (const c of Array.from(characters)) yield* texts(characters, longest, prefix + c)
}

/** The next token's distribution as `logProbs` states it. */
export function nextTokens<Puzzle>(
  policy: BehaviourPolicy<Puzzle>,
  puzzle: Puzzle,
  prefix: string,
  alphabet: string,
): Map<string, number> {
  const found = new Map<string, number>()
  for (const character of Array.from(alphabet)) {
    const probability = Math.exp(policy.logProbs(puzzle, prefix + character).at(-1) ?? -Infinity)
    if (probability > 0) found.set(character, probability)
  }
  return found
}

/** Every response that the policy can write, with its probability; at each prefix on the way the probabilities must add up to 1. */
export function support<Puzzle>(
  game: Game<Puzzle>,
  policy: BehaviourPolicy<Puzzle>,
  puzzle: Puzzle,
): Map<string, number> {
  const found = new Map<string, number>()
  const visit = (prefix: string, probability: number): void => {
    if (prefix !== '' && game.stops.includes(prefix.slice(-1))) {
      found.set(prefix, probability)
      return
    }
    const next = nextTokens(policy, puzzle, prefix, game.alphabet)
    expect(total(next.values()), `after '${prefix}'`).toBeCloseTo(1, 10)
    for (const [character, p] of next) visit(prefix + character, probability * p)
  }
  visit('', 1)
  return found
}

/** Standard deviations between a count of hits and what its probability predicts. */
export function zScore(hits: number, trials: number, probability: number): number {
  return (hits - trials * probability) / Math.sqrt(trials * probability * (1 - probability))
}

/** The puzzle of `02114040123=`: balls under cups 0, 2 and 1, then four swaps. */
export const trackExample: TrackPuzzle = {
  cups: 5,
  balls: [0, 2, 1],
  swaps: [
    [1, 4],
    [0, 4],
    [0, 1],
    [2, 3],
  ],
}
