import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { estimate, pairedDifference, passAtK } from '../../../src/core/statistics'
import { studentCentral, studentQuantile } from '../../../src/core/statistics'
import cases from '../../oracle/pass-at-k.json'

describe('pass@k', () => {
  test.each(cases)('n = $n, c = $c, k = $k as PyTorch computed it', ({ n, c, k, value }) => {
    expect(passAtK(n, c, k)).toBeCloseTo(value, 10)
  })

  test('is the share of k-subsets that hold a right sample', () => {
    const sample = fc
      .integer({ min: 1, max: 10 })
      .chain((n) => fc.tuple(fc.constant(n), fc.integer({ min: 0, max: n }), fc.integer({ min: 1, max: n })))
    fc.assert(
      fc.property(sample, ([n, c, k]) => {
        let subsets = 0
        let hits = 0
        for (let bits = 0; bits < 2 ** n; bits++) {
          const chosen = Array.from({ length: n }, (_, i) => (bits >> i) & 1)
          if (chosen.reduce((a, b) => a + b, 0) !== k) continue
          subsets++
          if (chosen.slice(0, c).includes(1)) hits++
        }
        expect(passAtK(n, c, k)).toBeCloseTo(hits / subsets, 12)
      }),
    )
  })

  test.each([
    [8, 9, 1],
    [8, -1, 1],
    [8, 1, 0],
    [8, 1, 9],
    [8, 0.5, 1],
    [Number.NaN, 0, 1],
  ])('refuses n = %s, c = %s, k = %s', (n, c, k) => {
    expect(() => passAtK(n, c, k)).toThrow(RangeError)
  })
})

describe('Student’s t', () => {
  // Two-sided 95 % points as printed in tables of the distribution.
  test.each([
    [1, 12.7062],
    [2, 4.30265],
    [3, 3.18245],
    [4, 2.77645],
    [7, 2.36462],
    [9, 2.26216],
    [30, 2.04227],
    [120, 1.97993],
  ])('ν = %i has t = %f', (degrees, t) => {
    expect(studentQuantile(0.975, degrees)).toBeCloseTo(t, 4)
  })

  test('the distribution function is the integral of the density', () => {
    for (const degrees of [1, 2, 3, 5, 8]) {
      const density = (x: number): number => (1 + (x * x) / degrees) ** (-(degrees + 1) / 2)
      const integral = (to: number): number => {
        const pieces = 200_000
        let sum = 0
        for (let i = 0; i < pieces; i++) sum += density(((i + 0.5) * to) / pieces)
        return (sum * to) / pieces
      }
      // The ratio of two integrals needs no gamma function.
      const ratio = studentCentral(1, degrees) / studentCentral(2, degrees)
      expect(integral(1) / integral(2)).toBeCloseTo(ratio, 8)
    }
  })

  test('refuses what it does not cover', () => {
    expect(() => studentQuantile(0.975, 0)).toThrow(RangeError)
    expect(() => studentQuantile(1, 3)).toThrow(RangeError)
  })
})

describe('paired differences', () => {
  test('a case worked out by hand', () => {
    // Differences 1, 2, 3: mean 2, standard deviation 1, standard error 1/√3, t(2) = 4.30265.
    const { mean, standardError, low, high, n } = pairedDifference([2, 4, 6], [1, 2, 3])
    expect(mean).toBe(2)
    expect(standardError).toBeCloseTo(1 / Math.sqrt(3), 12)
    expect(low).toBeCloseTo(2 - 4.30265 / Math.sqrt(3), 4)
    expect(high).toBeCloseTo(2 + 4.30265 / Math.sqrt(3), 4)
    expect(n).toBe(3)
  })

  test('one pair has no interval', () => {
    expect(pairedDifference([0.5], [0.25])).toEqual({ mean: 0.25, standardError: NaN, low: NaN, high: NaN, n: 1 })
  })

  test('shifting both sides of every pair changes nothing', () => {
    const list = fc.array(fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.integer({ min: -8, max: 8 })), {
      minLength: 2,
    })
    fc.assert(
      fc.property(list, (pairs) => {
        const plain = pairedDifference(
          pairs.map(([a]) => a),
          pairs.map(() => 0),
        )
        const shifted = pairedDifference(
          pairs.map(([a, shift]) => a + shift),
          pairs.map(([, shift]) => shift),
        )
        expect(shifted.mean).toBeCloseTo(plain.mean, 10)
        expect(shifted.high).toBeCloseTo(plain.high, 8)
      }),
    )
  })

  test('lists that are no pairs are refused', () => {
    expect(() => pairedDifference([1, 2], [1])).toThrow(RangeError)
    expect(() => pairedDifference([], [])).toThrow(RangeError)
  })

  test('the interval covers the truth in 95 % of experiments', async () => {
    const { createRng } = await import('../../../src/core/rng')
    const rng = createRng(3, 'coverage')
    const trials = 4000
    let covered = 0
    for (let trial = 0; trial < trials; trial++) {
      const { low, high } = estimate(Array.from({ length: 5 }, () => 0.3 + rng.normal()))
      if (low <= 0.3 && 0.3 <= high) covered++
    }
    expect(Math.abs(covered / trials - 0.95)).toBeLessThan(4 * Math.sqrt((0.95 * 0.05) / trials))
  })
})
