/** Cups and balls: what can be set, and what its puzzles look like. */
import { z } from 'zod'
import type { Rng } from '../../core/rng'
import { share, whole } from '../../core/setting'
import { defineGame, type Constraint } from '../game'
import { CUPS, judge, trace, type TrackPuzzle } from './rules'
import { writers } from './writer'

const MOST_CUPS = CUPS.length
const MOST_SWAPS = 12

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

const constraints: readonly Constraint<TrackDifficulty>[] = [
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

const inOrder = (a: number, b: number): number => a - b

/** Cups and balls: where are the balls after the swaps? */
export const track = defineGame({
  id: 'track',
  title: 'Cups and balls',
  description:
    'Balls lie under cups, then pairs of cups swap places: say where the balls end. The answer may come at once, or after any number of intermediate states.',
  alphabet: `${CUPS}=#.?`,
  stops: '.?',
  difficulty: shape,
  constraints,
  style,
  baseStyle: { leapers: 0, leap: 0.2, slip: 0.1, unsure: 0 },
  generate,
  prompt: ({ balls, swaps }) => `${[...balls, ...swaps.flat()].join('')}=`,
  parse,
  // The order in which balls are listed and the order within a swap are notation; everything else is the puzzle.
  canonical: ({ cups, balls, swaps }) =>
    `${cups} cups ${balls.toSorted(inOrder).join('')} ${swaps.map((pair) => pair.toSorted(inOrder).join('')).join(' ')}`,
  lengths: ({ balls, maxSwaps }) => ({ prompt: balls + 2 * maxSwaps + 1, response: balls * maxSwaps + 2 }),
  trace,
  judge,
  behaviour: writers,
})
