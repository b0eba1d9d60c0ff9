import * as tf from '@tensorflow/tfjs'
import type { PromptBatch, Rollouts, Sampling, TokenBatch } from '../engine'
import { emptyRollouts, evenGroups, type MemberRange } from '../members'
import type { PolicyShape } from '../shape'

/*
 * How a population and the rows of a rollout are cut into parts that the device has room for, and how what the parts gave is put
 * together again.
 */

/** Bytes that one pass's intermediate results may take on the device. */
const ACTIVATION_BUDGET = 512 * 2 ** 20

/**
 * Cuts a population so that what one pass keeps for its gradient stays in budget; groups are of one size where possible, because
 * buffers are reused by exact size.
 */
export function memberGroups(
  members: number,
  { rows, length }: Pick<TokenBatch, 'rows' | 'length'>,
  shape: PolicyShape,
  budget = ACTIVATION_BUDGET,
): MemberRange[] {
  const { dModel, heads, layers, dFF, vocabulary } = shape
  // Tensors that live until the backward pass, in numbers a position, rounded up from a count of the decoder's operations.
  const position = layers * (20 * dModel + 8 * dFF + 6 * heads * length) + 6 * vocabulary
  const most = Math.max(1, Math.floor(budget / (4 * rows * length * position)))
  return evenGroups(members, most)
}

/** The parameters of a range of members, `[to − from, P]`. */
export function memberRows(flat: tf.Tensor2D, { from, to }: MemberRange): tf.Tensor2D {
  return tf.slice2d(flat, [from, 0], [to - from, -1])
}

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

/**
 * Puts the chunks of a rollout together and cuts every response after its first ending token.
 *
 * @param values of each chunk, `[M, rows of the chunk, 3L]`: tokens, log-probabilities, entropies
 */
export function assembleRollouts(
  values: readonly Float32Array[],
  chunks: readonly RowRange[],
  members: number,
  rows: number,
  { maxResponse, stops }: Sampling,
): Rollouts {
  const result = emptyRollouts(members, rows, maxResponse)
  const ending = new Set(stops)
  chunks.forEach(({ from, to }, chunk) => {
    const packed = values[chunk] as Float32Array
    for (let member = 0; member < members; member++) {
      for (let row = from; row < to; row++) {
        const source = (member * (to - from) + row - from) * 3 * maxResponse
        const tokens = packed.subarray(source, source + maxResponse)
        const stop = tokens.findIndex((token) => ending.has(token))
        const length = stop < 0 ? maxResponse : stop + 1
        const target = (member * rows + row) * maxResponse
        result.lengths[member * rows + row] = length
        result.tokens.set(tokens.subarray(0, length), target)
        result.logProbs.set(packed.subarray(source + maxResponse, source + maxResponse + length), target)
        result.entropies.set(packed.subarray(source + 2 * maxResponse, source + 2 * maxResponse + length), target)
      }
    }
  })
  return result
}
