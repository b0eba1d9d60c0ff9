/** Countdown: what can be set, and what its puzzles look like. */
import { z } from 'zod'
import type { Rng } from '../../core/rng'
import { oneOf, share, whole } from '../../core/setting'
import { remembering } from '../authors'
import { defineGame, firstOf, type Constraint } from '../game'
import { ascending, DIGITS, judge, LARGEST_TOTAL, operations, takeOne, trace, type CountdownPuzzle } from './rules'
import { writers } from './writer'

const shape = z.strictObject({
  numbers: whole({
    min: 2,
    max: 5,
    initial: 4,
    title: 'Numbers',
    description: 'Numbers from 1 to 9 to calculate with; one may come more than once.',
    unit: 'numbers',
  }),
  minTarget: whole({
    min: 0,
    max: LARGEST_TOTAL,
    initial: 0,
    title: 'Smallest target',
    description: 'Targets are drawn evenly from those that the numbers can make, from this one on.',
  }),
  maxTarget: whole({
    min: 0,
    max: LARGEST_TOTAL,
    initial: LARGEST_TOTAL,
    title: 'Largest target',
    description: 'The largest target used.',
  }),
  multiplication: oneOf({
    options: ['none', 'allowed', 'optional'],
    initial: 'optional',
    title: 'Multiplication',
    description:
      'none: only + and -. allowed: * too, and some targets need it. optional: * too, and every target can be made both with it and without.',
  }),
})
type CountdownDifficulty = z.output<typeof shape>

const constraints: readonly Constraint<CountdownDifficulty>[] = [
  {
    key: 'maxTarget',
    keeps: ({ minTarget, maxTarget }) => minTarget <= maxTarget,
    message: ({ minTarget, maxTarget }) =>
      `The largest target (${maxTarget}) must be at least the smallest (${minTarget}).`,
  },
]

const style = z.strictObject({
  multiplying: share({
    initial: 0.97,
    title: 'Multiplying',
    description: 'Share of responses that multiply at least once; the others only add and subtract.',
  }),
  narrated: share({
    initial: 1,
    title: 'Narrated',
    description: 'Share of responses that note the running total after each operation.',
  }),
  aimed: share({
    initial: 1,
    title: 'Aimed',
    description: 'Share of responses that reach the target; the others are any calculation with the numbers.',
  }),
})

/** The values that all of these numbers together can take, without and with multiplication. */
const values = remembering((numbers: string): { plain: Set<number>; multiplied: Set<number> } => {
  const plain = new Set<number>()
  const multiplied = new Set<number>()
  const seen = new Set<string>()
  const visit = (remaining: string, total: number, times: boolean): void => {
    const key = `${remaining} ${total} ${times}`
    if (seen.has(key)) return
    seen.add(key)
    if (remaining === '') (times ? multiplied : plain).add(total)
    for (const next of operations(remaining, total, '+-*')) {
      visit(next.remaining, next.total, times || next.operator === '*')
    }
  }
  for (const { number, rest } of takeOne(numbers)) visit(rest, Number(number), false)
  return { plain, multiplied }
}, 2048)

/** The targets that these numbers admit, in ascending order. */
function targets(numbers: readonly number[], { minTarget, maxTarget, multiplication }: CountdownDifficulty): number[] {
  const { plain, multiplied } = values(ascending(numbers))
  const made = {
    none: () => [...plain],
    allowed: () => [...new Set([...plain, ...multiplied])],
    optional: () => [...plain].filter((value) => multiplied.has(value)),
  }[multiplication]()
  return made.filter((value) => value >= minTarget && value <= maxTarget).sort((a, b) => a - b)
}

const operatorsOf = ({ multiplication }: CountdownDifficulty): string => (multiplication === 'none' ? '+-' : '+-*')

function generate(rng: Rng, difficulty: CountdownDifficulty): CountdownPuzzle {
  return firstOf(
    2000,
    () => {
      const numbers = Array.from({ length: difficulty.numbers }, () => 1 + rng.integer(9))
      const possible = targets(numbers, difficulty)
      if (possible.length === 0) return undefined
      return { numbers, target: rng.choice(possible), operators: operatorsOf(difficulty) }
    },
    `No ${difficulty.numbers} numbers were found that make a target from ${difficulty.minTarget} to ${difficulty.maxTarget}.`,
  )
}

/** Which operators are allowed is the difficulty's. */
function parse(prompt: string, difficulty: CountdownDifficulty): CountdownPuzzle | undefined {
  const [, numbers, target] = /^([1-9]{2,5})=([0-9]{2}):$/.exec(prompt) ?? []
  if (numbers === undefined || target === undefined) return undefined
  return { numbers: Array.from(numbers, Number), target: Number(target), operators: operatorsOf(difficulty) }
}

/** Make the target from all the numbers. */
export const countdown = defineGame({
  id: 'countdown',
  title: 'Countdown',
  description:
    'Make the target from all the numbers, each used once, calculating from left to right. After each operation = and the running total may follow.',
  alphabet: `${DIGITS}+-*=:.`,
  stops: '.',
  difficulty: shape,
  constraints,
  style,
  baseStyle: { multiplying: 0, narrated: 1, aimed: 0.6 },
  generate,
  prompt: ({ numbers, target }) => `${numbers.join('')}=${String(target).padStart(2, '0')}:`,
  parse,
  // The order of the numbers is notation: they may be used in any.
  canonical: ({ numbers, target }) => `${ascending(numbers)}=${target}`,
  lengths: ({ numbers }) => ({ prompt: numbers + 4, response: 1 + 5 * (numbers - 1) + 1 }),
  trace,
  judge,
  behaviour: writers,
})
