/** How a game's authors are written down: as a distribution of the next token, or as steps of several tokens. */

/** The next token's distribution: characters with probabilities that are > 0 and add up to 1. */
export type NextToken = readonly (readonly [character: string, probability: number])[]

/** One way of writing: the distribution of the next token given the puzzle and what was written so far. */
export type Author<Puzzle> = (puzzle: Puzzle, prefix: string) => NextToken

/** A distribution over characters from unnormalised weights; equal characters are added up, zeros left out. */
export function nextToken(weights: Iterable<readonly [string, number]>): NextToken {
  const sums = new Map<string, number>()
  for (const [character, weight] of weights) if (weight > 0) sums.set(character, (sums.get(character) ?? 0) + weight)
  const total = [...sums.values()].reduce((a, b) => a + b, 0)
  return [...sums].map(([character, weight]) => [character, weight / total] as const)
}

/** Something that an author may write next, whole: a move with its note, say. */
export interface Step<State> {
  text: string
  /** How likely, in proportion to the other steps. */
  weight: number
  /** Where it leads; nothing can follow without it. */
  next?: State
}

/** How far a response was read. */
interface Trail<Puzzle, State> {
  puzzle: Puzzle
  written: string
  options: readonly Step<State>[]
}

/** The last step of every response. */
export const STOP: Step<never> = { text: '.', weight: 1 }

/**
 * The author that goes from state to state in steps of one or more tokens. No text of a step may begin another's in the
 * same state: then a prefix tells which steps were taken, and a token's probability is exact.
 */
export function stepwise<Puzzle, State>(
  start: (puzzle: Puzzle) => State,
  steps: (puzzle: Puzzle, state: State) => readonly Step<State>[],
): Author<Puzzle> {
  const begin = (puzzle: Puzzle): Trail<Puzzle, State> => ({
    puzzle,
    written: '',
    options: steps(puzzle, start(puzzle)),
  })
  // A response is read token by token: what was worked out for its beginning serves for the rest.
  let trail: Trail<Puzzle, State> | undefined
  return (puzzle, prefix) => {
    let { written, options } = trail?.puzzle === puzzle && prefix.startsWith(trail.written) ? trail : begin(puzzle)
    for (;;) {
      const rest = prefix.slice(written.length)
      const taken = options.find(({ text }) => rest.startsWith(text))
      if (taken === undefined) {
        trail = { puzzle, written, options }
        const begun = options.filter(({ text }) => text.startsWith(rest))
        return nextToken(begun.map(({ text, weight }) => [text.charAt(rest.length), weight]))
      }
      written += taken.text
      options = taken.next === undefined ? [] : steps(puzzle, taken.next)
    }
  }
}

/** The same function with a memory of the keys computed last, so that the tokens of a response share one computation. */
export function remembering<Key, Value>(compute: (key: Key) => Value, capacity = 64): (key: Key) => Value {
  const known = new Map<Key, Value>()
  return (key) => {
    const found = known.get(key)
    if (found !== undefined) return found
    const value = compute(key)
    const [oldest] = known.keys()
    if (known.size >= capacity && oldest !== undefined) known.delete(oldest)
    known.set(key, value)
    return value
  }
}
