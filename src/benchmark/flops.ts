import { parameterCount, type PolicyShape } from '../policy/shape'

/**
 * Floating-point operations that one optimizer step needs of one member for a batch of B rows of T positions; a
 * multiplication and an addition count as two. Only matrix products count:
 *
 * - forward, weights: 2 a weight and position. Every parameter but the gains is in one product; the embedding's is the
 *   tied output, its lookup is none.
 * - forward, attention: q·kᵀ and p·v, 2·D each for every pair of a position and one that it sees: T(T + 1)/2 pairs a row
 *   and layer.
 * - backward: twice the forward, for the gradients of both factors of each product.
 *
 * What an implementation computes beyond that (masked pairs, a second forward pass) does not count for it.
 */
export function stepFlops(shape: PolicyShape, rows: number, length: number): number {
  const gains = shape.dModel * (2 * shape.layers + 1)
  const weights = 2 * (parameterCount(shape) - gains) * rows * length
  const pairs = (length * (length + 1)) / 2
  const attention = 2 * 2 * shape.dModel * pairs * rows * shape.layers
  return 3 * (weights + attention)
}
