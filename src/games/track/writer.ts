import { mixture, nextToken, type Author, type BehaviourPolicy } from '../behaviour'

/** Cups stand in a row, numbered from 0; `balls` are the cups with a ball, and each swap changes two cups' places. */
export interface TrackPuzzle {
  cups: number
  balls: readonly number[]
  swaps: readonly (readonly [number, number])[]
}

/** The names of cups, by their numbers. */
export const CUPS = '012345678'

/** How writers show and slip. */
export interface TrackStyle {
  /** Share of responses whose author answers at once. */
  leapers: number
  /** Probability that another author leaps to the answer, before each state that it would show. */
  leap: number
  /** Probability that a digit is wrong. */
  slip: number
  /** Share of responses that close with `?`, which the rules refuse. */
  unsure: number
}

/** The cups with a ball after each swap: one state per swap, the balls in the prompt's order. */
function states({ balls, swaps }: TrackPuzzle): number[][] {
  let state = [...balls]
  return swaps.map(([a, b]) => (state = state.map((cup) => (cup === a ? b : cup === b ? a : cup))))
}

/** The cups with a ball at the end. */
export const answerOf = (puzzle: TrackPuzzle): readonly number[] => states(puzzle).at(-1) ?? puzzle.balls

/**
 * One author: shows the state after every swap but the last, unless it leaps before, then `#` and the answer. A slip
 * spoils only its own digit; the author goes on from where the balls truly are, so that digits are independent.
 */
function author({ leap, slip, unsure }: Omit<TrackStyle, 'leapers'>): Author<TrackPuzzle> {
  return (puzzle, prefix) => {
    const digit = (cup: number): [string, number][] =>
      Array.from({ length: puzzle.cups }, (_, other) => [
        CUPS.charAt(other),
        other === cup ? 1 - slip : slip / (puzzle.cups - 1),
      ])
    const path = states(puzzle)
    const mark = prefix.indexOf('#')
    if (mark >= 0) {
      const cup = answerOf(puzzle)[prefix.length - mark - 1]
      const closing: [string, number][] = [
        ['.', 1 - unsure],
        ['?', unsure],
      ]
      return nextToken(cup === undefined ? closing : digit(cup))
    }
    const shown = Math.floor(prefix.length / puzzle.balls.length)
    const column = prefix.length % puzzle.balls.length
    const cup = path[shown]?.[column]
    if (cup === undefined || shown >= path.length - 1) return [['#', 1]]
    if (column > 0) return nextToken(digit(cup))
    return nextToken([['#', leap], ...digit(cup).map(([text, p]): [string, number] => [text, p * (1 - leap)])])
  }
}

/** The mixture of authors who leap at once and authors who show states. */
export function writers({ leapers, ...habits }: TrackStyle): BehaviourPolicy<TrackPuzzle> {
  return mixture(
    [
      { weight: leapers, author: author({ ...habits, leap: 1 }) },
      { weight: 1 - leapers, author: author(habits) },
    ],
    '.?',
  )
}
