/** Behaviour policies π_β: mixtures of authors that know the exact probability of every token they write. */
import { log } from '../core/elementary'
import type { Rng } from '../core/rng'
import type { Author, NextToken } from './authors'

/** A response with log π_β(y_t | x, y_<t) of each of its tokens, in nats. */
export interface WrittenResponse {
  text: string
  logProbs: number[]
}

/** A behaviour policy π_β: stochastic, and exact about its own probabilities. */
export interface BehaviourPolicy<Puzzle> {
  sample(puzzle: Puzzle, rng: Rng): WrittenResponse
  /** log π_β of each token of any response, −Infinity from the first token on that it would never write. */
  logProbs(puzzle: Puzzle, response: string): number[]
  /** π_β(· | x, prefix), most likely first; empty after an end and after a prefix that it would never write. */
  next(puzzle: Puzzle, prefix: string): NextToken
}

/** An author with the probability that a response is theirs. */
export interface WeightedAuthor<Puzzle> {
  weight: number
  author: Author<Puzzle>
}

/**
 * The mixture of several authors as one policy: each response has one author, unknown to the reader, so that the next
 * token's probability is the posterior mean over authors given the prefix. Responses end at a character of `stops`.
 * Throws RangeError when no author has weight, and when a response grows past `longest` tokens, which a game's authors never do.
 */
export function mixture<Puzzle>(
  authors: readonly WeightedAuthor<Puzzle>[],
  stops: string,
  longest = 256,
): BehaviourPolicy<Puzzle> {
  const active = authors.filter(({ weight }) => weight > 0)
  const total = active.reduce((sum, { weight }) => sum + weight, 0)
  if (!(total > 0)) throw new RangeError('A behaviour policy needs at least one author with weight.')
  const prior = active.map(({ weight }) => weight / total)

  /** The joint step: for each possible next character its probability and the posterior over authors after it. */
  function step(puzzle: Puzzle, prefix: string, posterior: readonly number[]): Map<string, number[]> {
    const joint = new Map<string, number[]>()
    if (ended(prefix)) return joint
    for (const [index, { author }] of active.entries()) {
      const belief = posterior[index] ?? 0
      if (belief === 0) continue
      for (const [character, probability] of author(puzzle, prefix)) {
        const row = joint.get(character) ?? new Array<number>(active.length).fill(0)
        row[index] = (row[index] ?? 0) + belief * probability
        joint.set(character, row)
      }
    }
    return joint
  }

  /** The joint probabilities of each character of a text and each author; undefined from the first on that no author writes. */
  function rowsOf(puzzle: Puzzle, text: string): (number[] | undefined)[] {
    let posterior: number[] | undefined = prior
    return Array.from(text, (character, index) => {
      const row: number[] | undefined = posterior && step(puzzle, text.slice(0, index), posterior).get(character)
      posterior = posteriorAfter(row)
      return row
    })
  }

  const ended = (text: string): boolean => text !== '' && stops.includes(text.slice(-1))
  const sum = (row: readonly number[]): number => row.reduce((a, b) => a + b, 0)

  const posteriorAfter = (row: readonly number[] | undefined): number[] | undefined => {
    const probability = sum(row ?? [])
    return row?.map((joint) => joint / probability)
  }

  return {
    sample(puzzle, rng) {
      let text = ''
      let posterior = prior
      const logProbs: number[] = []
      while (!ended(text)) {
        if (text.length >= longest) throw new RangeError(`The behaviour policy wrote ${longest} tokens without an end.`)
        const choices = [...step(puzzle, text, posterior)]
        const probabilities = choices.map(([, row]) => sum(row))
        const choice = choices[rng.weighted(probabilities)]
        if (choice === undefined) throw new RangeError(`The behaviour policy has nothing to write after '${text}'.`)
        const [character, row] = choice
        const probability = sum(row)
        logProbs.push(log(probability))
        posterior = row.map((joint) => joint / probability)
        text += character
      }
      return { text, logProbs }
    },
    logProbs: (puzzle, response) => rowsOf(puzzle, response).map((row) => log(row ? sum(row) : 0)),
    next(puzzle, prefix) {
      const posterior = prefix === '' ? prior : posteriorAfter(rowsOf(puzzle, prefix).at(-1))
      return [...(posterior ? step(puzzle, prefix, posterior) : [])]
        .map(([character, row]) => [character, sum(row)] as const)
        .sort(([, a], [, b]) => b - a)
    },
  }
}
