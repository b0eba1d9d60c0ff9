import type { Layout } from '../layout'
import { granuleOf, type RolloutVariant } from './variant'

/** A part of a rollout that is decoded together: members and rows from a first one on. */
export interface Chunk {
  member: number
  members: number
  row: number
  rows: number
}

/** Workgroups that a dispatch may have along each axis, on every device. */
const MOST_WORKGROUPS = 65_535

/** Bytes of the keys and values of one sequence. */
export function cacheBytes({ shape, heads }: Layout, positions: number): number {
  return positions * 2 * heads * shape.layers * Float32Array.BYTES_PER_ELEMENT
}

/** Rows that a chunk's cache has room for: whole workgroups. */
export function paddedRows(rows: number, variant: RolloutVariant): number {
  const granule = granuleOf(variant)
  return Math.ceil(rows / granule) * granule
}

/**
 * Cuts a rollout so that no chunk's cache is larger than `budget` bytes: by rows, and by members where even one workgroup of
 * rows for every member is too much. No result depends on the cut.
 *
 * @throws RangeError where one workgroup's cache is larger than the budget
 */
export function rolloutChunks(
  members: number,
  rows: number,
  positions: number,
  layout: Layout,
  variant: RolloutVariant,
  budget: number,
): Chunk[] {
  const granule = granuleOf(variant)
  const groups = Math.min(MOST_WORKGROUPS, Math.floor(budget / (granule * cacheBytes(layout, positions))))
  if (groups < 1) {
    const needed = granule * cacheBytes(layout, positions)
    throw new RangeError(
      `The cache of ${granule} sequences of ${positions} positions needs ${needed} of ${budget} bytes.`,
    )
  }
  const memberStep = Math.min(members, groups)
  const rowStep = Math.floor(groups / memberStep) * granule
  const chunks: Chunk[] = []
  for (let member = 0; member < members; member += memberStep) {
    for (let row = 0; row < rows; row += rowStep) {
      chunks.push({
        member,
        members: Math.min(memberStep, members - member),
        row,
        rows: Math.min(rowStep, rows - row),
      })
    }
  }
  return chunks
}
