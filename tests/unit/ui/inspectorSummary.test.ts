import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PearSettings } from '../../../src/pear/weights'
import { clippedRatios, summarise } from '../../../src/ui/inspector/aggregates'
import { binsFor, countsIn } from '../../../src/ui/inspector/WeightHistogram'
import { exampleWeights } from '../../../src/ui/inspector/weights'
import { sortedPlaces } from '../../../src/ui/inspector/useExamples'

const LOG2 = Math.log(2)
const SETTINGS: PearSettings = {
  gamma: 1,
  block: 2,
  clipDelta: [-2 * LOG2, 2 * LOG2],
  clipLogG: [-1.5 * LOG2, 1.5 * LOG2],
}
/** An example of these log ratios, in units of log 2. */
const example = (...ratios: number[]) =>
  exampleWeights(
    ratios.map((ratio) => ratio * LOG2),
    ratios.map(() => 0),
    SETTINGS,
  )

// Token weights 2, 1 | 1/2, 1 | 1, 1 | clipped to 2^1.5, 1; sequence weights 2 | 1/4 clipped to 2^−1.5 | 1 | 1.
const ALL = [example(0, 1), example(-1, -1), example(0, 0), example(-2, 3)]

describe('the summary', () => {
  test('of PEAR (token)', () => {
    const { meanWeight, effectiveSampleSize, logG, byPosition } = summarise(ALL, 'token')
    const weights = [2, 1, 0.5, 1, 1, 1, 2 ** 1.5, 1]
    const sum = 7.5 + 2 ** 1.5
    expect(meanWeight).toBeCloseTo(sum / 8, 12)
    expect(effectiveSampleSize).toBeCloseTo(sum ** 2 / (8 * weights.reduce((all, one) => all + one * one, 0)), 12)
    expect(logG).toEqual({ low: 0, high: 1 / 8 })
    expect(byPosition.map(({ position, n }) => [position, n])).toEqual([
      [1, 4],
      [2, 4],
    ])
    expect(byPosition[0]?.mean).toBeCloseTo(((1 - 1 + 0 + 1.5) * LOG2) / 4, 12)
    expect(byPosition[1]?.mean).toBeCloseTo(0, 12)
  })

  test('counts a clipped sequence once for each of its tokens', () => {
    expect(summarise(ALL, 'sequence').logG).toEqual({ low: 2 / 8, high: 0 })
  })

  test('of δ is over all tokens', () => {
    expect(clippedRatios(ALL)).toEqual({ low: 0, high: 1 / 8 })
  })

  test('says how many responses reach a position', () => {
    expect(summarise([example(0), example(0, 0, 0)], 'block').byPosition.map(({ n }) => n)).toEqual([2, 1, 1])
  })
})

describe('the order of examples', () => {
  test('is that of the data, of mean weights, of extremes, or of disagreement', () => {
    expect(sortedPlaces(ALL, 'place', 'token')).toEqual([0, 1, 2, 3])
    // Means 1.5, 0.75, 1, 1.91.
    expect(sortedPlaces(ALL, 'highest', 'token')).toEqual([3, 0, 2, 1])
    expect(sortedPlaces(ALL, 'lowest', 'token')).toEqual([1, 2, 0, 3])
    // Largest |log Ĝ| in units of log 2: 1, 1, 0, 1.5.
    expect(sortedPlaces(ALL, 'extreme', 'token')).toEqual([3, 0, 1, 2])
    // Token against sequence: [1, 0] and 1: 1. [−1, 0] and −1.5: 1.5. 0. [1.5, 0] and 0 (δ 3 is clipped to 2): 1.5.
    expect(sortedPlaces(ALL, 'disagreement', 'token')).toEqual([1, 3, 0, 2])
    expect(sortedPlaces(ALL, 'highest', 'sequence')).toEqual([0, 2, 3, 1])
  })
})

describe('histograms', () => {
  test('span whole decades and at least 0.1 to 10', () => {
    expect(binsFor([])).toEqual({ low: -1, high: 1, width: 0.1, count: 20 })
    expect(binsFor([-2.3, 0.4])).toEqual({ low: -3, high: 1, width: 0.1, count: 40 })
    expect(binsFor([-4.3, 2])).toEqual({ low: -5, high: 2, width: 0.25, count: 28 })
  })

  test('put a value on an edge into the upper bin, and the very last into the last', () => {
    const bins = binsFor([])
    const counts = countsIn(bins, [-1, -0.3, 0, 0.95, 1])
    expect(counts.flatMap((count, bin) => (count > 0 ? [[bin, count]] : []))).toEqual([
      [0, 1],
      [7, 1],
      [10, 1],
      [19, 2],
    ])
  })

  test('count every value once, in the bin that holds it', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -6, max: 3, noNaN: true })), (logs) => {
        const bins = binsFor(logs)
        const counts = countsIn(bins, logs)
        expect(counts.reduce((a, b) => a + b, 0)).toBe(logs.length)
        for (const [bin, count] of counts.entries()) {
          const from = bins.low + bin * bins.width - 1e-6
          expect(logs.filter((log) => log >= from && log <= from + bins.width + 2e-6).length).toBeGreaterThanOrEqual(
            count,
          )
        }
      }),
    )
  })
})
