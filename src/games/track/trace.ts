import { type Marked, marked } from '../marked'
import { answerOf, CUPS, type TrackPuzzle } from './writer'

/** What a response to cups and balls says, beside what is true. */
export interface TrackTrace {
  /** The states that the response shows, in order, one mark a ball: state i is compared with the truth after swap i + 1. */
  states: readonly (readonly Marked[])[]
  /** The digits after `#`; undefined without a `#`. */
  answer: readonly Marked[] | undefined
  /** What follows from the first character on that is neither a cup nor in its place; without the response's last stop. */
  rest: string
}

/** The cups of the balls, in the prompt's order: before any swap, and after each. `[swaps + 1][balls]` */
export function trueStates(puzzle: TrackPuzzle): (readonly number[])[] {
  return Array.from({ length: puzzle.swaps.length + 1 }, (_, after) =>
    answerOf({ ...puzzle, swaps: puzzle.swaps.slice(0, after) }),
  )
}

/** What can be read of a response, right or wrong; any text has a trace. */
export function trackTrace(puzzle: TrackPuzzle, response: string): TrackTrace {
  const truth = trueStates(puzzle).map((state) => state.join(''))
  const body = response.replace(/[.?]$/, '')
  const shown = digitsOf(body)
  const answered = body.charAt(shown.length) === '#' ? digitsOf(body.slice(shown.length + 1)) : undefined
  const balls = puzzle.balls.length
  return {
    states: Array.from({ length: Math.ceil(shown.length / balls) }, (_, i) =>
      marked(shown.slice(i * balls, (i + 1) * balls), truth[i + 1]),
    ),
    answer: answered === undefined ? undefined : marked(answered, truth.at(-1)),
    rest: body.slice(shown.length + (answered === undefined ? 0 : 1 + answered.length)),
  }
}

/** The cups' names that a text begins with. */
function digitsOf(text: string): string {
  let length = 0
  while (length < text.length && CUPS.includes(text.charAt(length))) length++
  return text.slice(0, length)
}
