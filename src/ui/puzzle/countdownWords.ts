import type { CountdownPuzzle } from '../../games/countdown/arithmetic'
import type { CountdownTrace } from '../../games/countdown/trace'
import { listed } from '../../games/verdict'

/** The operators as they are set in formulas. */
export const sign = (operator: string): string => ({ '-': '−', '*': '×' })[operator] ?? operator

/** A number with a true minus sign. */
export const figure = (value: number): string => String(value).replace('-', '−')

/** The drawing of a calculation in words. */
export function countdownWords({ numbers, target }: CountdownPuzzle, trace?: CountdownTrace): string {
  return [`Make ${target} from ${listed(numbers)}.`, ...(trace ? calculationWords(numbers, target, trace) : [])].join(
    ' ',
  )
}

function calculationWords(
  numbers: readonly number[],
  target: number,
  { steps, stopped, unused, hit }: CountdownTrace,
): string[] {
  const totals = steps.map(({ operator, number, total, note }) => {
    if (operator === '') return `starts with ${number}`
    const remark = note === undefined ? '' : note.right ? ', as noted' : `, noted wrongly as ${note.text || 'nothing'}`
    return `${sign(operator)} ${number} gives ${figure(total)}${remark}`
  })
  const left = unused.map((place) => numbers[place] ?? NaN)
  const last = steps.at(-1)?.total
  return [
    steps.length === 0 ? 'The response has no calculation.' : `The response ${totals.join('; ')}.`,
    ...(stopped ? [`There it stops: ${stopWords(stopped)}.`] : []),
    ...(left.length === 0 ? [] : [`Not used: ${listed(left)}.`]),
    ...(hit
      ? [`The target ${target} is reached.`]
      : last === undefined
        ? []
        : [`The last total is ${figure(last)}; the target is ${target}.`]),
  ]
}

function stopWords({ text, why }: NonNullable<CountdownTrace['stopped']>): string {
  switch (why) {
    case 'noNumber':
      return `${text === '' ? 'nothing' : text} stands where a number must stand`
    case 'used':
      return `there is no ${text} left`
    case 'noOperator':
      return `${text} is no operator of this puzzle`
    case 'shortNote':
      return `${text} is no total of two digits`
  }
}
