/** The rules of countdown: numbers, operations with them, and the running totals that a response makes. */
import { counted, listed, type Marked, quote, Reader, right, type Verdict, wrong } from '../response'

export const DIGITS = '0123456789'

/** Numbers of one digit, and the value to make from all of them. */
export interface CountdownPuzzle {
  numbers: readonly number[]
  target: number
  /** The operators allowed: `+-` or `+-*`. */
  operators: string
}

/** Totals that notes can show, in two digits: writers and the generator keep to them, the rules do not. */
export const LARGEST_TOTAL = 99

/** One operation in exact integers. */
function apply(total: number, operator: string, number: number): number {
  switch (operator) {
    case '+':
      return total + number
    case '-':
      return total - number
    default:
      return total * number
  }
}

/** One way to go on: an operator with a number, and where it leads. */
interface Operation {
  operator: string
  number: string
  total: number
  /** The numbers not used yet, as digits in ascending order. */
  remaining: string
}

/** The numbers as digits in ascending order, the form in which unused numbers are kept. */
export function ascending(numbers: readonly number[]): string {
  return numbers.toSorted((a, b) => a - b).join('')
}

/** Each different number among the unused ones, with those that are left after it. */
export function takeOne(remaining: string): { number: string; rest: string }[] {
  return Array.from(new Set(remaining), (number) => ({ number, rest: remaining.replace(number, '') }))
}

/** The operations that can follow with a total that notes can show. */
export function operations(remaining: string, total: number, operators: string): Operation[] {
  return takeOne(remaining).flatMap(({ number, rest }) =>
    Array.from(operators).flatMap((operator) => {
      const after = apply(total, operator, Number(number))
      return after >= 0 && after <= LARGEST_TOTAL ? [{ operator, number, total: after, remaining: rest }] : []
    }),
  )
}

/** One operation of a response, or its first number. */
interface CountdownStep {
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

/** The running totals of a response. After each operation = and a total may follow: a note, which is marked but not judged. */
export function trace({ numbers, target, operators }: CountdownPuzzle, response: string): CountdownTrace {
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

/**
 * Right is a calculation that uses every number exactly once and comes to the target, worked out from left to right
 * without precedence.
 */
export function judge({ numbers, target, operators }: CountdownPuzzle, trace: CountdownTrace): Verdict {
  const { steps, stopped, unused, hit } = trace
  switch (stopped?.why) {
    case 'noNumber':
      return wrong(`${quote(stopped.text)} stands where a number must stand.`)
    case 'used':
      return wrong(`There is no ${stopped.text} left to use: each number counts once.`)
    case 'noOperator':
      return wrong(`${quote(stopped.text)} stands where an operator (${operators}) must stand.`)
    case 'shortNote':
      return wrong("After '=' a total of two digits must follow.")
    case undefined: {
      const last = steps.at(-1)
      if (last === undefined) return wrong("'.' stands where a number must stand.")
      if (unused.length > 0) {
        const left = listed(unused.map((place) => numbers[place] ?? NaN))
        return wrong(`Not all numbers are used: ${left} ${unused.length > 1 ? 'are' : 'is'} left.`)
      }
      if (hit) return right(`the calculation comes to ${target} and uses all ${counted(numbers.length, 'number')}`)
      return wrong(`Wrong: the calculation comes to ${last.total}, not ${target}.`)
    }
  }
}
