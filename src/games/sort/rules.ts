/** The rules of sorting by swaps: a row, what a swap does to it, and the rows that a response makes. */
import { counted, type Marked, marked, quote, Reader, right, type Verdict, wrong } from '../response'

export const DIGITS = '123456789'

/** A row of different digits that is to be sorted by swaps. */
export interface SortPuzzle {
  row: string
  /** The most swaps that a response may make. */
  maxSwaps: number
}

/** The digits in ascending order. */
export const sorted = (row: string): string => Array.from(row).sort().join('')

/** The row with the digits at two places (from 0) exchanged. */
export function swapped(row: string, a: number, b: number): string {
  return Array.from(row, (_, place) => row.charAt(place === a ? b : place === b ? a : place)).join('')
}

/** The fewest swaps that sort the row: its length less the number of cycles of the permutation. */
export function swapsNeeded(row: string): number {
  const goal = sorted(row)
  let work = row
  let swaps = 0
  // Bringing each digit home in turn closes a cycle of length n with n − 1 swaps, which is the fewest.
  for (let place = 0; place < row.length; place++) {
    const home = work.indexOf(goal.charAt(place))
    if (home === place) continue
    work = swapped(work, place, home)
    swaps++
  }
  return swaps
}

/** A swap of a response. */
interface SortStep {
  /** The two places, from 0. */
  places: readonly [number, number]
  /** The row that the swap really gives. */
  row: string
  /** The row that the response shows after it, beside the true one. */
  note?: readonly Marked[]
}

/** The rows that a response's swaps give, up to its first illegal one. */
export interface SortTrace {
  steps: readonly SortStep[]
  /** Where reading ended early: no two places, one not in the row, one twice, one swap too many, or a row cut short. */
  stopped?: { text: string; why: 'noSwap' | 'outside' | 'same' | 'tooMany' | 'shortNote' }
  /** The last row is sorted. */
  sorted: boolean
}

/** The rows that a response makes. After each swap > and a row may follow: a note, which is marked but not judged. */
export function trace({ row, maxSwaps }: SortPuzzle, response: string): SortTrace {
  const reader = new Reader(response)
  const steps: SortStep[] = []
  const last = (): string => steps.at(-1)?.row ?? row
  const end = (stopped?: SortTrace['stopped']): SortTrace => ({
    steps,
    ...(stopped && { stopped }),
    sorted: last() === sorted(row),
  })
  while (reader.peek() !== '' && reader.peek() !== '.') {
    const text = reader.run(DIGITS, 2)
    if (text.length < 2) return end({ text: text + reader.peek(), why: 'noSwap' })
    const [a, b] = [Number(text.charAt(0)) - 1, Number(text.charAt(1)) - 1]
    if (Math.max(a, b) >= row.length) return end({ text, why: 'outside' })
    if (a === b) return end({ text, why: 'same' })
    if (steps.length === maxSwaps) return end({ text, why: 'tooMany' })
    const after = swapped(last(), a, b)
    const note = reader.oneOf('>') === '' ? undefined : reader.run(DIGITS, row.length)
    steps.push({ places: [a, b], row: after, ...(note !== undefined && { note: marked(note, after) }) })
    if (note !== undefined && note.length < row.length) return end({ text: `>${note}`, why: 'shortNote' })
  }
  return end()
}

/** Right are swaps, no more than allowed, that sort the row. */
export function judge({ row, maxSwaps }: SortPuzzle, { steps, stopped, sorted }: SortTrace): Verdict {
  const made = counted(steps.length, 'swap')
  const swap = `Swap ${steps.length + 1} (${stopped?.text ?? ''})`
  switch (stopped?.why) {
    case 'noSwap':
      return wrong(`${quote(stopped.text.slice(-1))} stands where the places of a swap must stand.`)
    case 'outside':
      return wrong(`${swap} names a place past the row's ${row.length}.`)
    case 'same':
      return wrong(`${swap} names one place twice.`)
    case 'tooMany':
      return wrong(`More than ${counted(maxSwaps, 'swap')} are not allowed.`)
    case 'shortNote':
      return wrong(`After '>' a row of ${row.length} digits must follow.`)
    case undefined:
      if (sorted) return right(`${made} sort the row`)
      return wrong(`Wrong: after ${made} the row is ${steps.at(-1)?.row ?? row}, which is not sorted.`)
  }
}
