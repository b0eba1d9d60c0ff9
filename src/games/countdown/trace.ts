import type { Marked } from '../marked'
import { Reader } from '../verdict'
import { apply, type CountdownPuzzle } from './arithmetic'

const DIGITS = '0123456789'

/** One operation of a response, or its first number. */
export interface CountdownStep {
  /** Empty for the first number. */
  operator: string
  number: number
  /** Which of the puzzle's numbers is used up: its place in the prompt, from 0. */
  place: number
  /** The running total that the operation really gives. */
  total: number
  /** The total that the response notes after it, beside the true one. */
  note?: Marked
}

/** The running totals of a response, up to its first breach of the rules. */
export interface CountdownTrace {
  steps: readonly CountdownStep[]
  /** What ended the calculation early: no number, one that is used up, no operator, or a note cut short. */
  stopped?: { text: string; why: 'noNumber' | 'used' | 'noOperator' | 'shortNote' }
  /** The places of the numbers that are not used. */
  unused: readonly number[]
  /** Every number is used and the last total is the target. */
  hit: boolean
}

/** The running totals of a response, right or wrong; any text has a trace. */
export function countdownTrace({ numbers, target, operators }: CountdownPuzzle, response: string): CountdownTrace {
  const reader = new Reader(response)
  const steps: CountdownStep[] = []
  const free = (): number[] =>
    numbers.flatMap((_, place) => (steps.some((step) => step.place === place) ? [] : [place]))
  const end = (stopped?: CountdownTrace['stopped']): CountdownTrace => ({
    steps,
    ...(stopped && { stopped }),
    unused: free(),
    hit: stopped === undefined && free().length === 0 && steps.at(-1)?.total === target,
  })
  if (reader.peek() === '' || reader.peek() === '.') return end()
  for (let operator = ''; ;) {
    const digit = reader.oneOf(DIGITS)
    if (digit === '') return end({ text: reader.peek(), why: 'noNumber' })
    const place = free().find((at) => numbers[at] === Number(digit))
    if (place === undefined) return end({ text: digit, why: 'used' })
    const total = operator === '' ? Number(digit) : apply(steps.at(-1)?.total ?? 0, operator, Number(digit))
    const note = operator === '' || reader.oneOf('=') === '' ? undefined : reader.run(DIGITS, 2)
    steps.push({
      operator,
      number: Number(digit),
      place,
      total,
      ...(note !== undefined && { note: { text: note, right: note === String(total).padStart(2, '0') } }),
    })
    if (note !== undefined && note.length < 2) return end({ text: `=${note}`, why: 'shortNote' })
    if (reader.peek() === '' || reader.peek() === '.') return end()
    operator = reader.next()
    if (!operators.includes(operator)) return end({ text: operator, why: 'noOperator' })
  }
}
