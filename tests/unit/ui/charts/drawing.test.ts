import { expect, test } from 'vitest'
import { drawSeries, placing } from '../../../../src/ui/charts/drawing'
import { allLayers } from '../../../../src/ui/charts/layers'
import { chartModel, stageLengths } from '../../../../src/ui/charts/model'
import { niceScale } from '../../../../src/ui/charts/scale'
import { MOST_POINTS, thin } from '../../../../src/ui/charts/thin'
import { point } from '../../../helpers/points'
import { chartRun, choiceOf } from './runs'

const frame = { width: 120, height: 60, left: 10, right: 10, top: 5, bottom: 5 }
const place = placing(frame, [{ stage: 'rl', start: 0, length: 10 }], niceScale(0, 1, 2))
const wanted = { seeds: true, band: true, marks: true, bounds: [0, 1] } as const

function seriesOf(points: ReturnType<typeof point>[], seeds: number[]) {
  const runs = [chartRun(points, seeds)]
  const [series] = chartModel(choiceOf('rl.reward'), runs, stageLengths(runs, 'steps'), allLayers).series
  if (!series) throw new Error('There is no series.')
  return series
}

test('values stand at their pixels', () => {
  const points = [point('rl', 0, 'sft', 0, { reward: 0 }), point('rl', 10, 'sft', 0, { reward: 1 })]
  const { mean, band, seeds, marks } = drawSeries(seriesOf(points, [0]), 0, place, wanted)
  expect(mean).toBe('M10.0 55.0L110.0 5.0')
  expect(marks).toEqual([
    { x: 10, y: 55 },
    { x: 110, y: 5 },
  ])
  // One seed has no band, and its line would lie under the mean.
  expect([band, seeds]).toEqual(['', []])
  expect(place.at(60)).toBe(5)
})

test('each seed has its line, and the band is cut where the metric ends', () => {
  const points = [0, 1].flatMap((seed) =>
    [0, 10].map((step) => point('rl', step, 'sft', seed, { reward: 0.2 + 0.5 * seed })),
  )
  const { seeds, band } = drawSeries(seriesOf(points, [0, 1]), 0, place, wanted)
  expect(seeds).toEqual(['M10.0 45.0L110.0 45.0', 'M10.0 20.0L110.0 20.0'])
  // Two seeds give an interval far beyond 0 and 1 (t = 12.7).
  expect(band).toBe('M10.0 5.0L110.0 5.0L110.0 55.0L10.0 55.0Z')
})

test('a long line draws at most 500 points and keeps its spikes', () => {
  const points = Array.from({ length: 5000 }, (_, step) =>
    point('rl', step, 'sft', 0, { reward: step === 1234 ? 1 : 0.5 }),
  )
  const { mean, marks } = drawSeries(seriesOf(points, [0]), 0, place, wanted)
  expect(mean.split(/[ML]/).length - 1).toBeLessThanOrEqual(500)
  expect(mean).toContain(' 5.0')
  expect(marks).toEqual([])
})

test('thinning keeps the ends and every spike', () => {
  expect(MOST_POINTS).toBe(500)
  const points = Array.from({ length: 5000 }, (_, x) => ({ x, y: x === 1234 ? 9 : x === 4321 ? -9 : Math.sin(x) }))
  const kept = thin(points, ({ y }) => y, 300)
  expect(kept.length).toBeLessThanOrEqual(300)
  expect(kept.map(({ x }) => x)).toEqual(kept.map(({ x }) => x).sort((a, b) => a - b))
  expect(kept[0]?.x).toBe(0)
  expect(kept.at(-1)?.x).toBe(4999)
  expect(kept.map(({ y }) => y)).toEqual(expect.arrayContaining([9, -9]))
  expect(thin(points.slice(0, 300), ({ y }) => y, 300)).toEqual(points.slice(0, 300))
})
