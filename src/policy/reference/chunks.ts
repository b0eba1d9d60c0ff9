import type { PromptBatch } from '../engine'
import type { PolicyShape } from '../shape'

/** Bytes that the cache of one chunk may take on the device. */
const CACHE_BUDGET = 64 * 2 ** 20

/** Rows `from` to `to` (exclusive) of every slot. */
export interface RowRange {
  from: number
  to: number
}

/** Cuts the rows of a rollout so that a chunk's cache stays in budget and no buffer is larger than the device allows. */
export function rowChunks(
  { rows, length }: PromptBatch,
  members: number,
  { dModel, heads, layers, dFF, vocabulary }: PolicyShape,
  maxResponse: number,
  largestBuffer: number,
): RowRange[] {
  const cacheRow = 4 * members * (length + maxResponse) * dModel * 2 * layers
  const widest = Math.max(3 * dModel, dFF, heads * length, vocabulary)
  const bufferRow = 4 * members * Math.max(length * widest, (length + maxResponse) * dModel)
  const size = Math.max(1, Math.floor(Math.min(CACHE_BUDGET / cacheRow, largestBuffer / bufferRow)))
  return Array.from({ length: Math.ceil(rows / size) }, (_, i) => ({
    from: i * size,
    to: Math.min((i + 1) * size, rows),
  }))
}

/** The same prompts with a range of the rows of every slot. */
export function takeRows(prompts: PromptBatch, { from, to }: RowRange): PromptBatch {
  const { rows, slots, length } = prompts
  if (from === 0 && to === rows) return prompts
  const take = <T extends Int32Array | Uint32Array | Float32Array>(values: T, width: number): T => {
    const parts = Array.from({ length: slots }, (_, slot) =>
      Array.from(values.subarray((slot * rows + from) * width, (slot * rows + to) * width)),
    )
    return (values.constructor as { from(numbers: number[]): T } & (new () => T)).from(parts.flat())
  }
  return {
    ...prompts,
    rows: to - from,
    ids: take(prompts.ids, length),
    lengths: take(prompts.lengths, 1),
    keys: take(prompts.keys, 2),
    temperatures: take(prompts.temperatures, 1),
  }
}
