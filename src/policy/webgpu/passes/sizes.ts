import type { TokenBatch } from '../../engine'
import { type BatchSize, paddedRows, rowSplit } from '../upload/sizes'

/** The sizes a pass is recorded for. Pipelines do not depend on them, buffers and grids do. */
export interface PassSizes {
  /** M */
  members: number
  /** S */
  slots: number
  /** B */
  batch: number
  /** T */
  length: number
  /** B·T */
  positions: number
  /** R: B·T, padded to a multiple of 16. */
  rows: number
  /** Rows of one part of a weight gradient's sum. */
  chunk: number
  /** How many parts there are. */
  parts: number
}

/** Sizes of a pass over `members` that read this batch. */
export function passSizes(
  { slots, rows: batch, length }: Pick<TokenBatch, 'slots' | 'rows' | 'length'>,
  members: number,
): PassSizes {
  const positions = batch * length
  const rows = paddedRows(positions)
  return { members, slots, batch, length, positions, rows, ...rowSplit(rows) }
}

/** The same as the upload calls it. */
export const batchSize = ({ members, slots, batch, length }: PassSizes): BatchSize => ({
  members,
  slots,
  rows: batch,
  length,
})
