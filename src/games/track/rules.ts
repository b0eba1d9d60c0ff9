/** The rules of cups and balls: where swaps take the balls, and what a response says of it. */
import { hasWrong, listed, type Marked, marked, quote, right, type Verdict, wrong } from '../response'

/** Cups stand in a row, numbered from 0; `balls` are the cups with a ball, and each swap changes two cups' places. */
export interface TrackPuzzle {
  cups: number
  balls: readonly number[]
  swaps: readonly (readonly [number, number])[]
}

/** The names of cups, by their numbers. */
export const CUPS = '012345678'

/** The cups of the balls, in the prompt's order: before any swap, and after each. `[swaps + 1][balls]` */
export function trueStates({ balls, swaps }: TrackPuzzle): (readonly number[])[] {
  let state = balls
  return [balls, ...swaps.map(([a, b]) => (state = state.map((cup) => (cup === a ? b : cup === b ? a : cup))))]
}

/** What a response to cups and balls says, beside what is true. */
export interface TrackTrace {
  /** The states that the response shows, in order, one mark a ball: state i is compared with the truth after swap i + 1. */
  states: readonly (readonly Marked[])[]
  /** The digits after `#`; undefined without a `#`. */
  answer: readonly Marked[] | undefined
  /** What follows from the first character on that is neither a cup nor in its place; without the response's last stop. */
  rest: string
}

/**
 * What can be read of a response: before `#` any number of states, one digit a ball, then the answer. States are notes,
 * which are marked but not judged.
 */
export function trace(puzzle: TrackPuzzle, response: string): TrackTrace {
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

/** Right are `#`, the cups of the balls in the prompt's order and the full stop. */
export function judge(puzzle: TrackPuzzle, { states, answer, rest }: TrackTrace): Verdict {
  const marks = Array.from(rest).filter((character) => character === '#').length + (answer === undefined ? 0 : 1)
  if (marks === 0) return wrong("There is no '#' before the answer.")
  if (marks > 1) return wrong("'#' stands more than once.")
  if (answer === undefined || rest !== '') {
    return wrong(`${quote(rest.charAt(0))} stands where only the numbers of cups may stand.`)
  }
  const balls = puzzle.balls.length
  if (states.some((state) => state.length < balls)) {
    return wrong(`The last state before '#' does not show all ${balls} balls.`)
  }
  if (answer.length !== balls) return wrong(`The answer names ${answer.length} cups for ${balls} balls.`)
  const where = balls === 1 ? 'the ball ends under cup' : 'the balls end under cups'
  const sentence = `${where} ${listed(trueStates(puzzle).at(-1) ?? [])}`
  return hasWrong(answer)
    ? wrong(`Wrong: ${sentence}, not ${listed(answer.map(({ text }) => text))}.`)
    : right(sentence)
}
