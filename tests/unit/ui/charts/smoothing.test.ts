import { expect, test } from 'vitest'
import type { SeriesPoint } from '../../../../src/results/series'
import { movingAverage, smoothed } from '../../../../src/ui/charts/model'

/** The formula as it is written: every value so far, weighted by w to the power of its age, over the sum of the weights. */
function byFormula(values: readonly number[], weight: number): number[] {
  return values.map((_, t) => {
    const ages = values.slice(0, t + 1).map((value, i) => ({ value, weight: weight ** (t - i) }))
    return ages.reduce((sum, one) => sum + one.weight * one.value, 0) / ages.reduce((sum, one) => sum + one.weight, 0)
  })
}

test('the moving average is the debiased one of its formula', () => {
  const values = [3, -1, 4, 1, -5, 9, 2, 6]
  for (const weight of [0.1, 0.6, 0.99])
    movingAverage(values, weight).forEach((value, i) => {
      expect(value).toBeCloseTo(byFormula(values, weight)[i] ?? NaN, 10)
    })
  // By hand, w = 0.5: (0.5·2 + 8) / 1.5.
  expect(movingAverage([2, 8], 0.5)).toEqual([2, 6])
  expect(movingAverage([7, 7, 7], 0.9).map((value) => Number(value.toFixed(12)))).toEqual([7, 7, 7])
})

test('weight 0 changes nothing, and a weight of 1 or more is refused', () => {
  expect(movingAverage([5, 1, 3], 0)).toEqual([5, 1, 3])
  expect(() => movingAverage([1], 1)).toThrow(RangeError)
  expect(() => movingAverage([1], -0.1)).toThrow(RangeError)
})

test('each seed is smoothed over its own steps, also where it lacks one', () => {
  const points: SeriesPoint[] = [
    { step: 1, x: 1, mean: 0, values: [seed(0, 2), seed(1, 10)] },
    { step: 2, x: 2, mean: 0, values: [seed(0, 8)] },
    { step: 3, x: 3, mean: 0, values: [seed(0, 4), seed(1, 40)] },
  ]
  const found = smoothed(points, 0.5).map(({ values }) => values.map(({ value }) => Number(value.toFixed(6))))
  // Seed 0: 2, then (1 + 8)/1.5, then (0.5 + 4 + 4)/1.75; seed 1: 10, then (5 + 40)/1.5.
  expect(found).toEqual([[2, 10], [6], [Number((8.5 / 1.75).toFixed(6)), 30]])
  expect(smoothed(points, 0.5)[2]?.mean).toBeCloseTo((8.5 / 1.75 + 30) / 2, 10)
})

const seed = (place: number, value: number) => ({ seed: place, x: 0, value })
