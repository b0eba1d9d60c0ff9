import type { Marked } from '../../games/marked'
import { type TrackTrace, trueStates } from '../../games/track/trace'
import type { TrackPuzzle } from '../../games/track/writer'
import { counted, listed } from '../../games/verdict'

/** The names of balls, in the prompt's order: cups have the digits. */
export const ballName = (ball: number): string => String.fromCharCode(65 + ball)

/** The drawing of cups and balls in words. */
export function trackWords(puzzle: TrackPuzzle, trace?: TrackTrace): string {
  const states = trueStates(puzzle)
  const where = (state: readonly number[]): string =>
    listed(state.map((cup, ball) => `${ballName(ball)} under cup ${cup}`))
  return [
    `${counted(puzzle.cups, 'cup')} in a row. At first there are ${where(states[0] ?? [])}.`,
    `Swaps in order: ${listed(puzzle.swaps.map(([a, b]) => `${a} with ${b}`)) || 'none'}.`,
    `In the end there are ${where(states.at(-1) ?? [])}.`,
    ...(trace ? responseWords(trace, puzzle.swaps.length) : []),
  ].join(' ')
}

function responseWords({ states, answer, rest }: TrackTrace, swaps: number): string[] {
  return [
    ...states.map((state, i) =>
      i < swaps
        ? `The response shows after swap ${i + 1}: ${judged(state)}.`
        : `The response shows after the last swap: ${spelt(state)}.`,
    ),
    answer === undefined ? 'It gives no answer.' : `Its answer: ${answer.length === 0 ? 'empty' : judged(answer)}.`,
    ...(rest === '' ? [] : [`Not readable: ${rest}.`]),
  ]
}

const spelt = (pieces: readonly Marked[]): string => pieces.map(({ text }) => text).join(' ')

function judged(pieces: readonly Marked[]): string {
  const faults = pieces.flatMap(({ text, right }, ball) => (right === false ? [`${text} for ${ballName(ball)}`] : []))
  return `${spelt(pieces)}, ${faults.length === 0 ? 'right' : `of which wrong ${listed(faults)}`}`
}
