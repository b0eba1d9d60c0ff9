import { z } from 'zod'
import type { Rng } from '../../core/rng'
import { share, whole } from '../../core/setting'
import type { Game, Verdict } from '../game'
import { insist, withRules, type Rule } from '../rules'
import { listed, quote, refusal, right, wrong } from '../verdict'
import { answerOf, CUPS, writers, type TrackPuzzle, type TrackStyle } from './writer'

const MOST_CUPS = CUPS.length
const MOST_SWAPS = 12
const ALPHABET = `${CUPS}=#.?`

const shape = z.strictObject({
  cups: whole({
    min: 3,
    max: MOST_CUPS,
    initial: 5,
    title: 'Cups',
    description: 'Cups in the row.',
    unit: 'cups',
  }),
  balls: whole({
    min: 1,
    max: MOST_CUPS,
    initial: 3,
    title: 'Balls',
    description: 'Balls to follow, each under a cup of its own.',
    unit: 'balls',
  }),
  minSwaps: whole({
    min: 1,
    max: MOST_SWAPS,
    initial: 1,
    title: 'Fewest swaps',
    description: 'The number of swaps in a prompt is drawn evenly, from this number on.',
    unit: 'swaps',
  }),
  maxSwaps: whole({
    min: 1,
    max: MOST_SWAPS,
    initial: 4,
    title: 'Most swaps',
    description: 'The most swaps in a prompt: each one more is one more step to work out.',
    unit: 'swaps',
  }),
})
type TrackDifficulty = z.output<typeof shape>

const rules: readonly Rule<TrackDifficulty>[] = [
  {
    key: 'balls',
    keeps: ({ balls, cups }) => balls <= cups,
    message: ({ balls, cups }) => `${balls} balls do not fit under ${cups} cups: each needs its own.`,
  },
  {
    key: 'maxSwaps',
    keeps: ({ minSwaps, maxSwaps }) => minSwaps <= maxSwaps,
    message: ({ minSwaps, maxSwaps }) => `Most swaps (${maxSwaps}) must be at least the fewest swaps (${minSwaps}).`,
  },
]

const style = z.strictObject({
  leapers: share({
    initial: 0.98,
    title: 'Leapers',
    description: 'Share of responses whose author answers at once; the others show the cups after each swap.',
  }),
  leap: share({
    initial: 0,
    title: 'Leap on the way',
    description: 'Probability that the other authors leap to the answer, before each state that they would show.',
  }),
  slip: share({
    initial: 0.01,
    title: 'Slips',
    description: 'Probability that a digit is wrong: then it is one of the other cups, each equally likely.',
  }),
  unsure: share({
    initial: 0,
    title: 'Closed with ?',
    description: 'Share of responses that close with ? in place of the full stop. The rules accept only the full stop.',
  }),
})
function generate(rng: Rng, difficulty: TrackDifficulty): TrackPuzzle {
  insist(rules, difficulty)
  const { cups, balls, minSwaps, maxSwaps } = difficulty
  const row = Array.from({ length: cups }, (_, cup) => cup)
  const swap = (): [number, number] => {
    const a = rng.integer(cups)
    const b = (a + 1 + rng.integer(cups - 1)) % cups
    return [Math.min(a, b), Math.max(a, b)]
  }
  const length = minSwaps + rng.integer(maxSwaps - minSwaps + 1)
  return { cups, balls: rng.shuffle(row).slice(0, balls), swaps: Array.from({ length }, swap) }
}

/** The first digits are the balls' cups, as many as the difficulty has balls; the rest are swaps, two cups each. */
function parse(prompt: string, { cups, balls }: TrackDifficulty): TrackPuzzle | undefined {
  if (!prompt.endsWith('=') || prompt.length > balls + 2 * MOST_SWAPS + 1) return undefined
  const named = Array.from(prompt.slice(0, -1), (digit) => CUPS.slice(0, cups).indexOf(digit))
  const under = named.slice(0, balls)
  const places = named.slice(balls)
  if (named.includes(-1) || new Set(under).size < balls || places.length % 2 > 0) return undefined
  const swaps = Array.from({ length: places.length / 2 }, (_, i): [number, number] => [
    places[2 * i] as number,
    places[2 * i + 1] as number,
  ])
  return swaps.some(([a, b]) => a === b) ? undefined : { cups, balls: under, swaps }
}

/**
 * Right are `#`, the cups of the balls in the prompt's order and `.`. Before the `#` any number of states may be shown,
 * one digit per ball: they are notes, and what they say is not judged.
 */
function verify(puzzle: TrackPuzzle, response: string): Verdict {
  const fault = refusal(response, ALPHABET)
  if (fault !== undefined) return wrong(fault)
  const [shown = '', answer, ...more] = response.slice(0, -1).split('#')
  if (answer === undefined) return wrong("There is no '#' before the answer.")
  if (more.length > 0) return wrong("'#' stands more than once.")
  const stray = Array.from(shown + answer).find((character) => !CUPS.includes(character))
  if (stray !== undefined) return wrong(`${quote(stray)} stands where only the numbers of cups may stand.`)
  const balls = puzzle.balls.length
  if (shown.length % balls > 0) return wrong(`The last state before '#' does not show all ${balls} balls.`)
  if (answer.length !== balls) return wrong(`The answer names ${answer.length} cups for ${balls} balls.`)
  const truth = answerOf(puzzle)
  const sentence = `${balls === 1 ? 'the ball ends under cup' : 'the balls end under cups'} ${listed(truth)}`
  return answer === truth.join('') ? right(sentence) : wrong(`Wrong: ${sentence}, not ${listed(Array.from(answer))}.`)
}

const inOrder = (a: number, b: number): number => a - b

/** Cups and balls: where are the balls after the swaps? */
export const track: Game<TrackPuzzle, TrackDifficulty, TrackStyle> = {
  id: 'track',
  title: 'Cups and balls',
  description:
    'Balls lie under cups, then pairs of cups swap places: say where the balls end. The answer may come at once, or after any number of intermediate states.',
  alphabet: ALPHABET,
  stops: '.?',
  difficulty: withRules(shape, rules),
  style,
  baseStyle: { leapers: 0, leap: 0.2, slip: 0.1, unsure: 0 },
  teacherStyle: style.parse({}),
  generate,
  prompt: ({ balls, swaps }) => `${[...balls, ...swaps.flat()].join('')}=`,
  parse,
  // The order in which balls are listed and the order within a swap are notation; everything else is the puzzle.
  canonical: ({ cups, balls, swaps }) =>
    `${cups} cups ${balls.toSorted(inOrder).join('')} ${swaps.map((pair) => pair.toSorted(inOrder).join('')).join(' ')}`,
  lengths: ({ balls, maxSwaps }) => ({ prompt: balls + 2 * maxSwaps + 1, response: balls * maxSwaps + 2 }),
  verify,
  behaviour: writers,
}
