import { z } from 'zod'
import type { Rng } from '../../core/rng'
import { oneOf, share, whole } from '../../core/setting'
import type { Game, Verdict } from '../game'
import { firstOf, insist, withRules, type Rule } from '../rules'
import { counted, listed, quote, Reader, refusal, right, wrong } from '../verdict'
import { apply, ascending, LARGEST_TOTAL, values, type CountdownPuzzle } from './arithmetic'
import { writers, type CountdownStyle } from './writer'

const DIGITS = '0123456789'
const ALPHABET = `${DIGITS}+-*=:.`

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

const rules: readonly Rule<CountdownDifficulty>[] = [
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
  insist(rules, difficulty)
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

/**
 * Right is a calculation that uses every number exactly once and comes to the target, worked out from left to right
 * without precedence. `=` and two digits after an operation are a note, not judged.
 */
function verify({ numbers, target, operators }: CountdownPuzzle, response: string): Verdict {
  const fault = refusal(response, ALPHABET)
  if (fault !== undefined) return wrong(fault)
  const reader = new Reader(response)
  const unused = numbers.map(String)
  let total = 0
  for (let operator = '+'; ;) {
    const number = reader.oneOf(DIGITS)
    if (number === '') return wrong(`${quote(reader.peek())} stands where a number must stand.`)
    const place = unused.indexOf(number)
    if (place < 0) return wrong(`There is no ${number} left to use: each number counts once.`)
    unused.splice(place, 1)
    total = apply(total, operator, Number(number))
    // The first number is added to nothing: no operation, and no note after it.
    const first = unused.length === numbers.length - 1
    if (!first && reader.oneOf('=') !== '' && reader.run(DIGITS, 2).length < 2) {
      return wrong("After '=' a total of two digits must follow.")
    }
    if (reader.peek() === '.') break
    const next = reader.next()
    if (!operators.includes(next)) return wrong(`${quote(next)} stands where an operator (${operators}) must stand.`)
    operator = next
  }
  if (unused.length > 0)
    return wrong(`Not all numbers are used: ${listed(unused)} ${unused.length > 1 ? 'are' : 'is'} left.`)
  if (total === target)
    return right(`the calculation comes to ${target} and uses all ${counted(numbers.length, 'number')}`)
  return wrong(`Wrong: the calculation comes to ${total}, not ${target}.`)
}

/** Make the target from all the numbers. */
export const countdown: Game<CountdownPuzzle, CountdownDifficulty, CountdownStyle> = {
  id: 'countdown',
  title: 'Countdown',
  description:
    'Make the target from all the numbers, each used once, calculating from left to right. After each operation = and the running total may follow.',
  alphabet: ALPHABET,
  stops: '.',
  difficulty: withRules(shape, rules),
  style,
  baseStyle: { multiplying: 0, narrated: 1, aimed: 0.6 },
  teacherStyle: style.parse({}),
  generate,
  prompt: ({ numbers, target }) => `${numbers.join('')}=${String(target).padStart(2, '0')}:`,
  parse,
  // The order of the numbers is notation: they may be used in any.
  canonical: ({ numbers, target }) => `${ascending(numbers)}=${target}`,
  lengths: ({ numbers }) => ({ prompt: numbers + 4, response: 1 + 5 * (numbers - 1) + 1 }),
  verify,
  behaviour: writers,
}
