import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clippedShares, effectiveSampleSize } from '../../../src/pear/diagnostics'

test('the effective sample size of k equal weights among n is k/n', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9 }),
      fc.nat(9),
      fc.double({ min: 0.1, max: 9, noNaN: true }),
      (k, rest, weight) => {
        const weights = [...new Array<number>(k).fill(weight), ...new Array<number>(rest).fill(0)]
        expect(effectiveSampleSize(weights)).toBeCloseTo(k / (k + rest), 10)
      },
    ),
  )
})

test('values on a bound are not clipped', () => {
  expect(clippedShares([-2, -1, 0, 1, 3], [-1, 1])).toEqual({ low: 0.2, high: 0.2 })
})
