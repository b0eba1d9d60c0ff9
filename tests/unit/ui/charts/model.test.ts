import { expect, test } from 'vitest'
import { mean, standardDeviation } from '../../../../src/core/statistics'
import { allLayers } from '../../../../src/ui/charts/model'
import {
  type ChartModel,
  chartModel,
  extentOf,
  isPositive,
  overSeeds,
  stageLengths,
} from '../../../../src/ui/charts/model'
import { point } from '../../../helpers/points'
import { choiceOf, chartRun, config, fakeRun } from './runs'

const run = fakeRun()
const modelOf = (id: string, layers: Partial<typeof allLayers> = {}, runs = [run]): ChartModel => {
  const all = { ...allLayers, ...layers }
  return chartModel(choiceOf(id), runs, stageLengths(runs, all.unit), all)
}

test('RL stands behind SFT on one axis, and no SFT starts at the divider', () => {
  const { segments, series, positions } = modelOf('evaluation.passAt1')
  expect(segments).toEqual([
    { stage: 'sft', start: 0, length: 60 },
    { stage: 'rl', start: 60, length: 60 },
  ])
  expect(series.map(({ key }) => key)).toEqual([
    'rl none',
    ...['sft', 'token', 'block', 'sequence'].flatMap((arm) => [`sft ${arm}`, `rl ${arm}`]),
  ])
  expect(positions.filter(({ stage }) => stage === 'sft').map(({ x }) => x)).toEqual([0, 15, 30, 45, 60])
  // At the divider both stages have their point: the end of SFT and the start of RL.
  expect(positions.filter(({ stage }) => stage === 'rl').map(({ x }) => x)).toEqual([0, 15, 30, 45, 60])
})

test('a point has the mean of its seeds and their 95 % t-interval', () => {
  const values = [0.2, 0.5, 0.9]
  const points = values.map((passAt1, seed) => point('rl', 0, 'sft', seed, { passAt1 }))
  const { series } = modelOf('evaluation.passAt1', {}, [chartRun(points, [0, 1, 2])])
  const [only] = series[0]?.points ?? []
  if (!only) throw new Error('There is no point.')
  // 4.302653 is the 97.5 % quantile of t with 2 degrees of freedom, from tables.
  const half = (4.302653 * standardDeviation(values)) / Math.sqrt(3)
  const { mean: centre, low, high, n } = overSeeds(only)
  expect([centre, n]).toEqual([mean(values), 3])
  expect(low).toBeCloseTo(mean(values) - half, 6)
  expect(high).toBeCloseTo(mean(values) + half, 6)
})

test('what training measures is kept apart from what the evaluation measures', () => {
  const points = [
    point('rl', 5, 'sft', 0, { responseLength: 7 }),
    point('rl', 5, 'sft', 0, { passAt1: 0.5, responseLength: 99 }),
  ]
  const { series } = modelOf('rl.responseLength', {}, [chartRun(points, [0])])
  expect(series[0]?.points.map((one) => one.mean)).toEqual([7])
})

test('hidden arms are left out with their share of the axis, and bounded metrics keep their ends', () => {
  const all = modelOf('evaluation.heldOutNll')
  const few = modelOf('evaluation.heldOutNll', { hidden: new Set(config.arms.filter((arm) => arm !== 'sft')) })
  expect(new Set(few.series.map(({ arm }) => arm))).toEqual(new Set(['sft']))
  expect(all.series.length).toBeGreaterThan(few.series.length)
  expect(extentOf(modelOf('evaluation.passAt1'), { seeds: true, log: false })).toEqual([0, 1])
  const values = few.series.flatMap(({ points }) => points.flatMap((one) => one.values.map(({ value }) => value)))
  expect(extentOf(few, { seeds: true, log: false })).toEqual([Math.min(...values), Math.max(...values)])
  expect(extentOf(modelOf('rl.mismatchMax'), { seeds: true, log: false })).toBeUndefined()
})

test('a second run is drawn behind the first, and the longer run sets the axis', () => {
  const other = { ...fakeRun(2, true), config: { ...config, rl: { ...config.rl, steps: 90 } } }
  const { series, segments } = modelOf('evaluation.passAt1', {}, [run, other])
  expect(segments.at(-1)).toEqual({ stage: 'rl', start: 60, length: 90 })
  const overlaid = series.map((one) => one.run.overlay)
  expect(overlaid).toEqual([...Array<boolean>(9).fill(false), ...Array<boolean>(9).fill(true)])
  expect(new Set(series.map(({ key }) => key)).size).toBe(18)
})

test('tokens and seconds place points where the run measured them, and leave out what it did not', () => {
  const points = [
    point('sft', 0, 'sft', 0, { passAt1: 0.1 }),
    point('sft', 1, 'sft', 0, { loss: 3, tokens: 100, seconds: 2 }),
    point('sft', 2, 'sft', 0, { loss: 2, tokens: 250, seconds: 3.5 }),
    point('sft', 2, 'sft', 0, { passAt1: 0.4 }),
    point('sft', 3, 'sft', 0, { passAt1: 0.6 }),
  ]
  const runs = [chartRun(points, [0])]
  const xs = (id: string, unit: 'tokens' | 'seconds') =>
    modelOf(id, { unit }, runs).series[0]?.points.map(({ x, mean: value }) => [x, value])
  expect(xs('sft.loss', 'tokens')).toEqual([
    [100, 3],
    [250, 2],
  ])
  expect(xs('evaluation.passAt1', 'seconds')).toEqual([
    [0, 0.1],
    [3.5, 0.4],
  ])
  expect(stageLengths(runs, 'tokens').sft).toBe(250)
})

test('a logarithmic axis is offered only where every seed is above 0', () => {
  const at = (value: number) =>
    modelOf('rl.kl', {}, [
      chartRun([point('rl', 1, 'sft', 0, { kl: 1 }), point('rl', 1, 'sft', 1, { kl: value })], [0, 1]),
    ])
  expect(isPositive(at(0.001))).toBe(true)
  expect(isPositive(at(0))).toBe(false)
  expect(isPositive(at(-1))).toBe(false)
})
