import type { Rollouts, Sampling } from '../engine'
import { emptyRollouts } from '../members'
import type { RowRange } from './chunks'

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
