import { remembering } from '../remembering'

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
export function apply(total: number, operator: string, number: number): number {
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
export interface Operation {
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

/** What an expression is to be. */
export interface Goal {
  operators: string
  /** Whether it must multiply at least once. */
  multiply: boolean
  /** What it must come to; anything if undefined. */
  target?: number
}

/**
 * A counter of the ways to complete an expression: texts that use up the unused numbers and meet the goal. A token's
 * probability under the uniform distribution over such texts is a ratio of two counts, so none of them is ever listed.
 */
export function completions({ operators, multiply, target }: Goal) {
  const known = new Map<string, number>()
  return function count(remaining: string, total: number, multiplied: boolean): number {
    if (remaining === '') return (target === undefined || total === target) && (multiplied || !multiply) ? 1 : 0
    const key = `${remaining} ${total} ${multiplied}`
    const found = known.get(key)
    if (found !== undefined) return found
    const ways = operations(remaining, total, operators).reduce(
      (sum, next) => sum + count(next.remaining, next.total, multiplied || next.operator === '*'),
      0,
    )
    known.set(key, ways)
    return ways
  }
}

/** The values that all of these numbers together can take, without and with multiplication. */
export const values = remembering((numbers: string): { plain: Set<number>; multiplied: Set<number> } => {
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
