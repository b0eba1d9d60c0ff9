import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRng } from '../../../src/core/rng'

const tally = (counts: number[], index: number): void => {
  counts[index] = (counts[index] ?? 0) + 1
}
const draws = (count: number, next: () => number): number[] => Array.from({ length: count }, next)

describe('streams', () => {
  test('the same name gives the same numbers, whatever else was drawn', () => {
    const alone = draws(20, () => 0)
    const rng = createRng(7, 'rollout', 3)
    alone.forEach((_, i) => (alone[i] = rng.uint32()))
    const other = createRng(7, 'init')
    const again = createRng(7, 'rollout', 3)
    expect(alone.map(() => (other.uint32(), again.uint32()))).toEqual(alone)
  })

  test('split names the same stream as the whole name', () => {
    expect(createRng(7, 'a').split('b', 2).uint32()).toBe(createRng(7, 'a', 'b', 2).uint32())
  })

  test('different names give different streams', () => {
    const part = fc.oneof(fc.string({ maxLength: 6 }), fc.integer())
    const name = fc.tuple(fc.integer({ min: 0, max: 1e6 }), fc.array(part, { maxLength: 4 }))
    fc.assert(
      fc.property(name, name, ([seedA, a], [seedB, b]) => {
        fc.pre(seedA !== seedB || a.length !== b.length || a.some((value, i) => !Object.is(value, b[i])))
        expect(createRng(seedA, ...a).key).not.toEqual(createRng(seedB, ...b).key)
      }),
      { numRuns: 2000 },
    )
  })

  test('streams with neighbouring names are uncorrelated', () => {
    const n = 20_000
    const a = draws(
      n,
      (() =>
        (
          (i) => () =>
            createRng(1, 'x', i++).uniform()
        )(0))(),
    )
    const lagged = a.slice(1).map((value, i) => (value - 0.5) * ((a[i] as number) - 0.5) * 12)
    // The mean of n − 1 products of independent standardised values has standard deviation 1/√n.
    expect(Math.abs(lagged.reduce((x, y) => x + y, 0) / n)).toBeLessThan(4 / Math.sqrt(n))
  })

  test('a fractional seed is refused', () => {
    expect(() => createRng(1.5)).toThrow(RangeError)
  })
})

describe('distributions', () => {
  /** Pearson's χ² of counts against equal expectations. */
  const chiSquared = (counts: number[]): number => {
    const expected = counts.reduce((a, b) => a + b, 0) / counts.length
    return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
  }

  test('integer() is uniform', () => {
    const rng = createRng(11, 'integers')
    const counts = new Array<number>(10).fill(0)
    for (let i = 0; i < 50_000; i++) tally(counts, rng.integer(10))
    // χ² with 9 degrees of freedom exceeds 27.9 with probability 0.001.
    expect(chiSquared(counts)).toBeLessThan(27.9)
  })

  test('every permutation of three is as likely', () => {
    const rng = createRng(12, 'shuffles')
    const counts = new Map<string, number>()
    for (let i = 0; i < 30_000; i++) {
      const key = rng.shuffle([0, 1, 2]).join('')
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
    expect(counts.size).toBe(6)
    // χ² with 5 degrees of freedom exceeds 20.5 with probability 0.001.
    expect(chiSquared([...counts.values()])).toBeLessThan(20.5)
  })

  test('weighted() follows its weights and never takes a zero', () => {
    const rng = createRng(13, 'weights')
    const counts = [0, 0, 0, 0]
    for (let i = 0; i < 40_000; i++) tally(counts, rng.weighted([1, 0, 3, 0]))
    const [first, second, , fourth] = counts
    expect([second, fourth]).toEqual([0, 0])
    expect(Math.abs((first ?? 0) / 40_000 - 0.25)).toBeLessThan(4 * Math.sqrt((0.25 * 0.75) / 40_000))
  })

  test('normal() has mean 0 and variance 1', () => {
    const rng = createRng(14, 'normals')
    const values = draws(40_000, () => rng.normal())
    const centre = values.reduce((a, b) => a + b, 0) / values.length
    const variance = values.reduce((a, b) => a + b * b, 0) / values.length
    expect(Math.abs(centre)).toBeLessThan(4 / Math.sqrt(values.length))
    expect(Math.abs(variance - 1)).toBeLessThan(4 * Math.sqrt(2 / values.length))
  })

  test('wrong arguments are refused', () => {
    const rng = createRng(1)
    expect(() => rng.integer(0)).toThrow(/1 ≤ n/)
    expect(() => rng.choice([])).toThrow(/at least one/)
    expect(() => rng.weighted([0, 0])).toThrow(/above 0/)
    expect(() => rng.weighted([2, -1])).toThrow(/at least 0/)
  })
})
