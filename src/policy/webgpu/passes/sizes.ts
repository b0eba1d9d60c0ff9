import type { TokenBatch } from '../../engine'

/*
 * The sizes of a pass: M, S, B, T, and how its rows are padded and cut.
 */

/** The sizes a pass is recorded for. Pipelines do not depend on them, buffers and grids do. */
export interface PassSizes {
  /** M */
  members: number
  /** S: slots of data. */
  slots: number
  /** B */
  batch: number
  /** T */
  length: number
  /** B·T */
  positions: number
  /** R: B·T, padded to whole tiles of every shape. */
  rows: number
  /** Rows of one part of a weight gradient's sum, a multiple of 16. */
  chunk: number
  /** How many parts there are. */
  parts: number
}

/** Rows of the tallest tile. */
const TALLEST = 16

const toTiles = (rows: number): number => Math.ceil(rows / TALLEST) * TALLEST

/** Sizes of a pass over so many members that read this batch. */
export function passSizes(
  { slots, rows: batch, length }: Pick<TokenBatch, 'slots' | 'rows' | 'length'>,
  members: number,
): PassSizes {
  const positions = batch * length
  const rows = toTiles(positions)
  return { members, slots, batch, length, positions, rows, ...rowSplit(rows) }
}

/**
 * How the rows of an activation are split into parts, each of which sums its own partial weight gradients. It depends on the rows
 * alone and never on the number of members, because another split changes the last bits of a sum.
 */
export function rowSplit(rows: number): Pick<PassSizes, 'chunk' | 'parts'> {
  const chunk = Math.max(128, toTiles(rows / 16))
  return { chunk, parts: Math.max(1, Math.ceil(rows / chunk)) }
}
