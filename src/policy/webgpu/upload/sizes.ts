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

/** R: rows of an activation for B·T positions. */
export const paddedRows = (positions: number): number => Math.ceil(positions / 8) * 8

/**
 * How the rows of an activation are split into parts, each of which sums its own partial weight gradients. It depends on the rows
 * alone and never on the number of members, because another split changes the last bits of a sum.
 *
 * @param rows R
 * @returns rows of a part, a multiple of 8, and how many parts there are
 */
export function rowSplit(rows: number): { chunk: number; parts: number } {
  const chunk = Math.max(128, Math.ceil(rows / 16 / 8) * 8)
  return { chunk, parts: Math.max(1, Math.ceil(rows / chunk)) }
}
