import { type Layout, ropeBytes } from '../layout'
import { granuleOf, type RolloutVariant } from './variant'

/*
 * The sizes of a rollout: bytes of its buffers, and the chunks it is cut into for the sake of its cache.
 */

/** A part of a rollout that is decoded together: members and rows from a first one on. */
export interface Chunk {
  member: number
  members: number
  row: number
  rows: number
}

/** Bytes that the keys and values of the sequences decoded together may take, where the device allows as much. */
export const CACHE_BUDGET = 64 * 2 ** 20
/** Uniforms of one buffer begin at multiples of this. */
export const UNIFORM_STEP = 256
/** Bytes of what the kernel writes for a token. */
export const RESULT_BYTES = 16

/** A rollout as far as its size goes. */
export interface RolloutSize {
  members: number
  /** S and R of the prompts. */
  slots: number
  rows: number
  /** P: positions that prompts are padded to. */
  promptLength: number
  /** C: positions of the longest sequence, whose last token is drawn and never read. */
  positions: number
  maxResponse: number
}

/** Buffers of a rollout, by what is in them. */
export const ROLLOUT_ROLES = ['run', 'rope', 'prompts', 'rows', 'slots', 'stops', 'cache', 'results'] as const
export type RolloutRole = (typeof ROLLOUT_ROLES)[number]

/** Bytes of each buffer of a rollout whose largest chunk is the first. */
export function rolloutBytes(
  { slots, rows, promptLength, positions, maxResponse }: RolloutSize,
  layout: Layout,
  variant: RolloutVariant,
  [largest]: readonly Chunk[],
): Record<RolloutRole, number> {
  const { members, rows: together } = largest ?? { members: 0, rows: 0 }
  return {
    run: Math.ceil(positions / variant.positions) * UNIFORM_STEP,
    rope: ropeBytes(layout, positions),
    prompts: 4 * slots * rows * promptLength,
    rows: 16 * slots * rows,
    slots: 4 * members,
    stops: 4 * Math.ceil(layout.shape.vocabulary / 32),
    cache: members * paddedRows(together, variant) * cacheBytes(layout, positions),
    results: members * together * maxResponse * RESULT_BYTES,
  }
}

/** Workgroups that a dispatch may have along each axis, on every device. */
const MOST_WORKGROUPS = 65_535

/** Bytes of the keys and values of one sequence. */
export function cacheBytes({ shape, heads }: Layout, positions: number): number {
  return positions * 2 * heads * shape.layers * Float32Array.BYTES_PER_ELEMENT
}

/** Bytes of the cache of a workgroup, the smallest that there is. */
export const workgroupBytes = (layout: Layout, positions: number, variant: RolloutVariant): number =>
  granuleOf(variant) * cacheBytes(layout, positions)

/** Rows that a chunk's cache has room for: whole workgroups. */
function paddedRows(rows: number, variant: RolloutVariant): number {
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
  { members, rows, positions }: Pick<RolloutSize, 'members' | 'rows' | 'positions'>,
  layout: Layout,
  variant: RolloutVariant,
  budget: number,
): Chunk[] {
  const granule = granuleOf(variant)
  const needed = workgroupBytes(layout, positions, variant)
  const groups = Math.min(MOST_WORKGROUPS, Math.floor(budget / needed))
  if (groups < 1) {
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
