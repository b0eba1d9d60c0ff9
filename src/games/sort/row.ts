import { remembering } from '../remembering'

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

/** A swap of two places. */
export interface Swap {
  text: string
  row: string
  /** One of the shortest ways to the sorted row begins with it. */
  useful: boolean
}

/** Every swap of a row. */
export const swapsOf = remembering((row: string): readonly Swap[] => {
  const needed = swapsNeeded(row)
  return Array.from(row).flatMap((_, a) =>
    Array.from({ length: row.length - a - 1 }, (__, offset) => {
      const b = a + 1 + offset
      const after = swapped(row, a, b)
      return { text: `${a + 1}${b + 1}`, row: after, useful: swapsNeeded(after) < needed }
    }),
  )
}, 8192)
