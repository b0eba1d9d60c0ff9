import type { Rollouts } from '../../engine'

/** Rollouts of consecutive members as one. */
export function joinRollouts(parts: readonly Rollouts[]): Rollouts {
  const [first] = parts
  if (!first || parts.length === 1)
    return (
      first ?? {
        members: 0,
        rows: 0,
        maxResponse: 0,
        tokens: new Int32Array(),
        logProbs: new Float32Array(),
        entropies: new Float32Array(),
        lengths: new Int32Array(),
      }
    )
  const joined = <T extends Int32Array | Float32Array>(of: (part: Rollouts) => T, empty: (size: number) => T): T => {
    const arrays = parts.map(of)
    const whole = empty(arrays.reduce((sum, { length }) => sum + length, 0))
    let at = 0
    for (const array of arrays) {
      whole.set(array, at)
      at += array.length
    }
    return whole
  }
  return {
    ...first,
    members: parts.reduce((sum, { members }) => sum + members, 0),
    tokens: joined(
      (part) => part.tokens,
      (size) => new Int32Array(size),
    ),
    lengths: joined(
      (part) => part.lengths,
      (size) => new Int32Array(size),
    ),
    logProbs: joined(
      (part) => part.logProbs,
      (size) => new Float32Array(size),
    ),
    entropies: joined(
      (part) => part.entropies,
      (size) => new Float32Array(size),
    ),
  }
}
