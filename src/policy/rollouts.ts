import type { Rollouts } from './engine'

/** Room for the responses of M members to R prompts, of at most L tokens each: all of it 0. */
export function emptyRollouts(members: number, rows: number, maxResponse: number): Rollouts {
  const size = members * rows * maxResponse
  return {
    members,
    rows,
    maxResponse,
    tokens: new Int32Array(size),
    logProbs: new Float32Array(size),
    entropies: new Float32Array(size),
    lengths: new Int32Array(members * rows),
  }
}
