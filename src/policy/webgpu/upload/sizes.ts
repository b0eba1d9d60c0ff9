/** A batch's size, all that decides how much a step computes. */
export interface BatchSize {
  /** M. */
  members: number
  /** S: slots of data. */
  slots: number
  /** B. */
  rows: number
  /** T. */
  length: number
}

/** Rows of the tallest tile. */
const TALLEST = 16

/** R: rows of an activation for B·T positions, whole tiles of every shape. */
export const paddedRows = (positions: number): number => Math.ceil(positions / TALLEST) * TALLEST

/**
 * How the rows of an activation are split into parts, each of which sums its own partial weight gradients. It depends on the rows
 * alone and never on the number of members, because another split changes the last bits of a sum.
 *
 * @param rows R
 * @returns rows of a part, a multiple of 16, and how many parts there are
 */
export function rowSplit(rows: number): { chunk: number; parts: number } {
  const chunk = Math.max(128, paddedRows(rows / 16))
  return { chunk, parts: Math.max(1, Math.ceil(rows / chunk)) }
}
