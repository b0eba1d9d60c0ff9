/** Who writes responses to cups and balls: authors who show states, leap to the answer, and slip. */
import { nextToken, type Author } from '../authors'
import { mixture, type BehaviourPolicy } from '../behaviour'
import { CUPS, trueStates, type TrackPuzzle } from './rules'

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
    const states = trueStates(puzzle)
    const mark = prefix.indexOf('#')
    if (mark >= 0) {
      const cup = states.at(-1)?.[prefix.length - mark - 1]
      const closing: [string, number][] = [
        ['.', 1 - unsure],
        ['?', unsure],
      ]
      return nextToken(cup === undefined ? closing : digit(cup))
    }
    const shown = Math.floor(prefix.length / puzzle.balls.length)
    const column = prefix.length % puzzle.balls.length
    const cup = states[shown + 1]?.[column]
    if (cup === undefined || shown >= puzzle.swaps.length - 1) return [['#', 1]]
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
