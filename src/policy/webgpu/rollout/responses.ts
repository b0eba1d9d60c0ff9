import type { Rollouts } from '../../engine'
import type { Chunk } from './chunks'

/** Numbers that the kernel writes for each token: id, log-probability, entropy, and 0 where there is none. */
const FIELDS = 4

/** Puts the results of a chunk, `[members, rows, L, 4]` of it, to their places. */
export function placeResponses(rollouts: Rollouts, chunk: Chunk, results: Float32Array): void {
  const { maxResponse, rows } = rollouts
  for (let member = 0; member < chunk.members; member++) {
    for (let row = 0; row < chunk.rows; row++) {
      const source = (member * chunk.rows + row) * maxResponse
      const sequence = (chunk.member + member) * rows + chunk.row + row
      const target = sequence * maxResponse
      let length = 0
      while (length < maxResponse && results[FIELDS * (source + length) + 3] !== 0) {
        const from = FIELDS * (source + length)
        rollouts.tokens[target + length] = results[from] as number
        rollouts.logProbs[target + length] = results[from + 1] as number
        rollouts.entropies[target + length] = results[from + 2] as number
        length++
      }
      rollouts.lengths[sequence] = length
    }
  }
}
