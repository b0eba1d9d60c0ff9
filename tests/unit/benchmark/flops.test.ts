import { expect, test } from 'vitest'
import { stepFlops } from '../../../src/benchmark/totals'

test('agrees with a count by hand', () => {
  // Weights in products: embedding 3·4, q, k and v 4·12, o 4·4, gate, up and down 4·2 each: 100, for each of 2·3 positions.
  const weights = 2 * 100 * 6
  // Position 0 sees 1 position, 1 sees 2, 2 sees 3; a pair costs two dot products of 4 numbers; 2 rows.
  const attention = (1 + 2 + 3) * (2 * 4 + 2 * 4) * 2
  expect(stepFlops({ vocabulary: 3, dModel: 4, heads: 2, layers: 1, dFF: 2 }, 2, 3)).toBe(3 * (weights + attention))
})
