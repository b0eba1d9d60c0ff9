import { z } from 'zod'
import type { Rng } from '../../core/rng'
import { share, whole } from '../../core/setting'
import type { Game, Verdict } from '../game'
import { firstOf, insist, withRules, type Rule } from '../rules'
import { counted, quote, Reader, refusal, right, wrong } from '../verdict'
import { sorted, swapped, swapsNeeded, type SortPuzzle } from './row'
import { writers, type SortStyle } from './writer'

const DIGITS = '123456789'
const ALPHABET = `${DIGITS}:>.`
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

const rules: readonly Rule<SortDifficulty>[] = [
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
  insist(rules, difficulty)
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

/** Right are swaps, no more than allowed, that sort the row. `>` and a row after a swap are a note, not judged. */
function verify({ row, maxSwaps }: SortPuzzle, response: string): Verdict {
  const fault = refusal(response, ALPHABET)
  if (fault !== undefined) return wrong(fault)
  const reader = new Reader(response)
  let work = row
  let swaps = 0
  while (reader.peek() !== '.') {
    const places = reader.run(DIGITS, 2)
    if (places.length < 2) return wrong(`${quote(reader.peek())} stands where the places of a swap must stand.`)
    swaps++
    const [a = 0, b = 0] = Array.from(places, Number)
    if (Math.max(a, b) > row.length)
      return wrong(`Swap ${swaps} (${places}) names a place past the row's ${row.length}.`)
    if (a === b) return wrong(`Swap ${swaps} (${places}) names one place twice.`)
    if (swaps > maxSwaps) return wrong(`More than ${counted(maxSwaps, 'swap')} are not allowed.`)
    if (reader.oneOf('>') !== '' && reader.run(DIGITS, row.length).length < row.length) {
      return wrong(`After '>' a row of ${row.length} digits must follow.`)
    }
    work = swapped(work, a - 1, b - 1)
  }
  if (work === sorted(row)) return right(`${counted(swaps, 'swap')} sort the row`)
  return wrong(`Wrong: after ${counted(swaps, 'swap')} the row is ${work}, which is not sorted.`)
}

/** Sort a row by swaps. */
export const sort: Game<SortPuzzle, SortDifficulty, SortStyle> = {
  id: 'sort',
  title: 'Sort by swaps',
  description:
    'Sort a row of digits by swapping two places at a time (34 swaps the third and the fourth). After each swap > and the row may follow.',
  alphabet: ALPHABET,
  stops: '.',
  difficulty: withRules(shape, rules),
  style,
  baseStyle: { narrated: 0.8, random: 0.2 },
  teacherStyle: style.parse({}),
  generate,
  prompt: ({ row }) => `${row}:`,
  parse,
  canonical: ({ row }) => row,
  lengths: ({ digits, maxSwaps }) => ({ prompt: digits + 1, response: (digits + 3) * maxSwaps + 1 }),
  verify,
  behaviour: writers,
}
