import { sorted, type SortPuzzle } from '../../games/sort/row'
import type { SortTrace } from '../../games/sort/trace'
import { counted } from '../../games/verdict'

const spelt = (row: string): string => Array.from(row).join(' ')

/** The drawing of a row and its swaps in words. */
export function sortWords({ row }: SortPuzzle, trace?: SortTrace): string {
  return [`The row ${spelt(row)} is to become ${spelt(sorted(row))}.`, ...(trace ? swapWords(trace) : [])].join(' ')
}

function swapWords({ steps, stopped, sorted: isSorted }: SortTrace): string[] {
  return [
    ...steps.map(({ places: [a, b], row, note }) => {
      const shown = note?.map(({ text }) => text).join('') ?? ''
      const remark =
        note === undefined ? '' : shown === row ? ', as the response shows' : `; the response shows ${spelt(shown)}`
      return `Swapping places ${a + 1} and ${b + 1} gives ${spelt(row)}${remark}.`
    }),
    ...(stopped ? [`There it stops: ${stopWords(stopped, steps.length)}.`] : []),
    isSorted ? 'The row is sorted.' : 'The row is not sorted.',
  ]
}

function stopWords({ text, why }: NonNullable<SortTrace['stopped']>, swaps: number): string {
  switch (why) {
    case 'noSwap':
      return `${text} is no swap`
    case 'outside':
      return `${text} names a place that the row does not have`
    case 'same':
      return `${text} names one place twice`
    case 'tooMany':
      return `no more than ${counted(swaps, 'swap')} are allowed`
    case 'shortNote':
      return `${text} shows only a part of the row`
  }
}
