/** Sorting by swaps: what can be set, and what its puzzles look like. */
import { z } from 'zod'
import type { Rng } from '../../core/rng'
import { share, whole } from '../../core/setting'
import { defineGame, firstOf, type Constraint } from '../game'
import { DIGITS, judge, swapsNeeded, trace, type SortPuzzle } from './rules'
import { writers } from './writer'

const LONGEST_ROW = 7

const shape = z.strictObject({
  digits: whole({
    min: 3,
    max: LONGEST_ROW,
    initial: 4,
    title: 'Digits',
    description: 'Different digits in the row.',
    unit: 'digits',
  }),
  minSwaps: whole({
    min: 1,
    max: LONGEST_ROW - 1,
    initial: 1,
    title: 'Fewest swaps',
    description: 'Rows that can be sorted with fewer swaps are not used.',
    unit: 'swaps',
  }),
  maxSwaps: whole({
    min: 1,
    max: LONGEST_ROW + 3,
    initial: 3,
    title: 'Swaps allowed',
    description: 'A response with more swaps is wrong; rows that need more are not used.',
    unit: 'swaps',
  }),
})
type SortDifficulty = z.output<typeof shape>

const constraints: readonly Constraint<SortDifficulty>[] = [
  {
    key: 'minSwaps',
    keeps: ({ digits, minSwaps }) => minSwaps < digits,
    message: ({ digits, minSwaps }) => `No row of ${digits} digits needs ${minSwaps} swaps: ${digits - 1} sort any.`,
  },
  {
    key: 'maxSwaps',
    keeps: ({ minSwaps, maxSwaps }) => minSwaps <= maxSwaps,
    message: ({ minSwaps, maxSwaps }) =>
      `Swaps allowed (${maxSwaps}) must be at least the fewest swaps needed (${minSwaps}).`,
  },
]

const style = z.strictObject({
  narrated: share({
    initial: 0.03,
    title: 'Narrated',
    description: 'Share of responses that show the row after each swap; the others give bare swaps.',
  }),
  random: share({
    initial: 0,
    title: 'Random swaps',
    description:
      'Probability that a swap is any swap at all; the others each bring the row one swap nearer to its order.',
  }),
})

function generate(rng: Rng, difficulty: SortDifficulty): SortPuzzle {
  const { digits, minSwaps, maxSwaps } = difficulty
  return firstOf(
    10_000,
    () => {
      const row = rng.shuffle(Array.from(DIGITS)).slice(0, digits).join('')
      const needed = swapsNeeded(row)
      return needed >= minSwaps && needed <= maxSwaps ? { row, maxSwaps } : undefined
    },
    `No row of ${digits} digits was found that needs ${minSwaps} to ${maxSwaps} swaps.`,
  )
}

/** The digits differ; how many swaps may be made is the difficulty's. */
function parse(prompt: string, { maxSwaps }: SortDifficulty): SortPuzzle | undefined {
  if (!/^[1-9]{2,9}:$/.test(prompt)) return undefined
  const row = prompt.slice(0, -1)
  return new Set(row).size === row.length ? { row, maxSwaps } : undefined
}

/** Sort a row by swaps. */
export const sort = defineGame({
  id: 'sort',
  title: 'Sort by swaps',
  description:
    'Sort a row of digits by swapping two places at a time (34 swaps the third and the fourth). After each swap > and the row may follow.',
  alphabet: `${DIGITS}:>.`,
  stops: '.',
  difficulty: shape,
  constraints,
  style,
  baseStyle: { narrated: 0.8, random: 0.2 },
  generate,
  prompt: ({ row }) => `${row}:`,
  parse,
  canonical: ({ row }) => row,
  lengths: ({ digits, maxSwaps }) => ({ prompt: digits + 1, response: (digits + 3) * maxSwaps + 1 }),
  trace,
  judge,
  behaviour: writers,
})
