import { expect, test } from 'vitest'
import { drawSeries } from '../../../../src/ui/charts/drawing'
import { bandPath, linePath, thin } from '../../../../src/ui/charts/kit/paths'
import { allLayers } from '../../../../src/ui/charts/model'
import { chartModel, stageLengths } from '../../../../src/ui/charts/model'
import { point } from '../../../helpers/points'
import { chartRun, choiceOf } from './runs'

/** A plot of 100 by 50 pixels, 10 and 5 from the corner, over x from 0 to 10 and y from 0 to 1. */
const place = { x: (x: number) => 10 + 10 * x, y: (y: number) => 55 - 50 * y }
const wanted = { seeds: true, band: true, most: 100 }

function seriesOf(points: ReturnType<typeof point>[], seeds: number[], smoothing = 0) {
  const runs = [chartRun(points, seeds)]
  const layers = { ...allLayers, smoothing }
  const [series] = chartModel(choiceOf('rl.reward'), runs, stageLengths(runs, 'steps'), layers).series
  if (!series) throw new Error('There is no series.')
  return series
}

test('values stand at their pixels', () => {
  const line = [
    { x: 0, y: 0 },
    { x: 10, y: 1 },
  ]
  expect(linePath(line, place, 100)).toBe('M10 55L110 5')
  expect(linePath([{ x: 1 / 3, y: 0.123 }], place, 100)).toBe('M13.3 48.9')
  expect(linePath([], place, 100)).toBe('')
  // Nothing that a renderer could choke on.
  expect(linePath([{ x: 0, y: -1e30 }], place, 100)).toBe('M10 10000')
})

test('a band goes along its upper edge and back along the lower one', () => {
  const band = [0, 10].map((x) => ({ x, low: 0.2, high: 0.6 }))
  expect(bandPath(band, place, 100)).toBe('M10 25L110 25L110 45L10 45Z')
  expect(bandPath([...band, { x: 5, low: NaN, high: NaN }], place, 100)).toBe('M10 25L110 25L110 45L10 45Z')
  expect(bandPath(band.slice(1), place, 100)).toBe('')
})

test('a series draws its mean behind the stages before it; one seed has no band and no line of its own', () => {
  const points = [point('rl', 0, 'sft', 0, { reward: 0 }), point('rl', 10, 'sft', 0, { reward: 1 })]
  expect(drawSeries(seriesOf(points, [0]), 60, wanted)).toEqual({
    mean: [
      { x: 60, y: 0 },
      { x: 70, y: 1 },
    ],
    raw: undefined,
    band: [],
    seeds: [],
  })
})

test('each seed has its line, and the mean its interval', () => {
  const points = [0, 1].flatMap((seed) =>
    [0, 10].map((step) => point('rl', step, 'sft', seed, { reward: 0.2 + 0.5 * seed })),
  )
  const { seeds, band } = drawSeries(seriesOf(points, [0, 1]), 0, wanted)
  expect(seeds.map((line) => line.map(({ x, y }) => [x, y]))).toEqual([
    [
      [0, 0.2],
      [10, 0.2],
    ],
    [
      [0, 0.7],
      [10, 0.7],
    ],
  ])
  // 12.706 is the 97.5 % quantile of t with one degree of freedom, from tables; the standard error is half of 0.5.
  expect(band.map(({ x }) => x)).toEqual([0, 10])
  expect(band[0]?.low).toBeCloseTo(0.45 - 12.706 * 0.25, 3)
  expect(band[0]?.high).toBeCloseTo(0.45 + 12.706 * 0.25, 3)
  expect(drawSeries(seriesOf(points, [0, 1]), 0, { ...wanted, seeds: false, band: false })).toMatchObject({
    seeds: [],
    band: [],
  })
})

test('a smoothed series keeps the line that it was made from', () => {
  const points = [0, 1, 0].map((reward, step) => point('rl', step, 'sft', 0, { reward }))
  const { mean, raw } = drawSeries(seriesOf(points, [0], 0.5), 0, wanted)
  expect(raw?.map(({ y }) => y)).toEqual([0, 1, 0])
  expect(mean.map(({ y }) => y)).not.toEqual([0, 1, 0])
})

test('a long line is drawn with few points and keeps its spikes', () => {
  const points = Array.from({ length: 5000 }, (_, step) =>
    point('rl', step, 'sft', 0, { reward: step === 1234 ? 1 : 0.5 }),
  )
  const { mean } = drawSeries(seriesOf(points, [0]), 0, wanted)
  expect(mean.length).toBeLessThanOrEqual(100)
  expect(mean).toContainEqual({ x: 1234, y: 1 })
})

test('thinning keeps the ends and every spike', () => {
  const points = Array.from({ length: 5000 }, (_, x) => ({ x, y: x === 1234 ? 9 : x === 4321 ? -9 : Math.sin(x) }))
  const kept = thin(points, ({ y }) => y, 300)
  expect(kept.length).toBeLessThanOrEqual(300)
  expect(kept.map(({ x }) => x)).toEqual(kept.map(({ x }) => x).sort((a, b) => a - b))
  expect(kept[0]?.x).toBe(0)
  expect(kept.at(-1)?.x).toBe(4999)
  expect(kept.map(({ y }) => y)).toEqual(expect.arrayContaining([9, -9]))
  expect(new Set(kept).size).toBe(kept.length)
  expect(thin(points.slice(0, 300), ({ y }) => y, 300)).toEqual(points.slice(0, 300))
})
