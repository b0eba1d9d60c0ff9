import { type Marked, marked } from '../marked'
import { Reader } from '../verdict'
import { sorted, swapped, type SortPuzzle } from './row'

const DIGITS = '123456789'

/** A swap of a response. */
export interface SortStep {
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

/** The rows of a response, right or wrong; any text has a trace. */
export function sortTrace({ row, maxSwaps }: SortPuzzle, response: string): SortTrace {
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
