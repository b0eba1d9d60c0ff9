import { expect, test } from 'vitest'
import { logScale, niceScale, shareScale, spacedTicks, within } from '../../../../src/ui/charts/kit/scale'
import { axisTicks, segmentsOf, shortCount, stageAxis } from '../../../../src/ui/charts/stageAxis'

const both = (sft: number, rl: number) =>
  segmentsOf([
    { stage: 'sft', length: sft },
    { stage: 'rl', length: rl },
  ])

test('the axis counts each stage from 0', () => {
  expect(axisTicks(both(60, 60)).map(({ at, label }) => [at, label])).toEqual([
    [0, '0'],
    [20, '20'],
    [40, '40'],
    [60, '60 | 0'],
    [80, '20'],
    [100, '40'],
    [120, '60'],
  ])
  expect(axisTicks(segmentsOf([{ stage: 'rl', length: 4 }])).map(({ label }) => label)).toEqual([
    '0',
    '1',
    '2',
    '3',
    '4',
  ])
})

test('a stage hardly wider than a label gives its end up', () => {
  expect(axisTicks(both(200, 3)).map(({ label }) => label)).toEqual(['0', '50', '100', '150', '200 | 0'])
  expect(axisTicks(both(3, 2000)).map(({ label }) => label)).toEqual(['3 | 0', '500', '1000', '1500', '2000'])
})

test('tokens are written short', () => {
  expect([0, 980, 1234, 12_500, 3_200_000].map(shortCount)).toEqual(['0', '980', '1234', '12.5k', '3.2M'])
  const ticks = axisTicks(segmentsOf([{ stage: 'sft', length: 42_000 }]), 'tokens', 2)
  expect(ticks.map(({ label }) => label)).toEqual(['0', '42k'])
})

test('the vertical axis has round ends around the values', () => {
  expect(niceScale(0, 1, 5)).toEqual({ kind: 'linear', domain: [0, 1], ticks: [0, 0.2, 0.4, 0.6, 0.8, 1] })
  expect(niceScale(0.31, 0.78)).toMatchObject({ domain: [0.2, 0.8], ticks: [0.2, 0.4, 0.6, 0.8] })
  for (const value of [0, 1, -3]) {
    const { domain } = niceScale(value, value)
    expect(domain[0]).toBeLessThan(value)
    expect(domain[1]).toBeGreaterThan(value)
  }
})

test('the logarithmic axis has powers of ten, finer ticks where they are too few, and refuses 0', () => {
  expect(logScale(0.001, 1000).ticks).toEqual([0.001, 0.01, 0.1, 1, 10, 100, 1000])
  expect(logScale(1, 100).ticks).toEqual([1, 2, 5, 10, 20, 50, 100])
  const narrow = logScale(1.1, 1.3)
  expect(narrow.ticks.length).toBeGreaterThan(2)
  for (const tick of narrow.ticks) {
    expect(tick).toBeGreaterThanOrEqual(1)
    expect(tick).toBeLessThanOrEqual(1.43)
  }
  expect(logScale(3, 3).domain[0]).toBeLessThan(3)
  expect(() => logScale(0, 1)).toThrow(RangeError)
})

test('an axis of shares keeps within 0 and 1, and has room where all are equal', () => {
  expect(shareScale([0.31, 0.78]).domain).toEqual([0.2, 0.8])
  for (const share of [0, 0.5, 1]) {
    const [low, high] = shareScale([share, share]).domain
    expect(low).toBeGreaterThanOrEqual(0)
    expect(high).toBeLessThanOrEqual(1)
    expect(high - low).toBeGreaterThan(0.05)
  }
  expect([-3, 0.4, 7].map((value) => within(niceScale(0, 1), value))).toEqual([0, 0.4, 1])
})

test('the axis of two stages says what its ticks are, more of them where there is room', () => {
  const { scale, format } = stageAxis(both(60, 60), 'steps', 6.9, 'Steps')
  expect(scale.domain).toEqual([0, 120])
  expect(scale.ticks.map((at) => format?.(at))).toEqual(['0', '20', '40', '60 | 0', '20', '40', '60'])
  expect(stageAxis(both(60, 60), 'steps', 2).scale.ticks).toEqual([0, 60, 120])
})

test('labels that would touch give way to each other', () => {
  const scale = niceScale(-0.4, 0.2, 4)
  expect(spacedTicks(scale, 400)).toEqual([-0.4, -0.2, 0, 0.2])
  expect(spacedTicks(scale, 100)).toEqual([-0.4, 0])
  expect(spacedTicks(scale, 0).length).toBe(1)
})
