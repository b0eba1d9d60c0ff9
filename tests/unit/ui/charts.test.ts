import { expect, test } from 'vitest'
import { defaultPreset } from '../../../src/experiment/presets'
import { addEvents, emptyResults } from '../../../src/experiment/results'
import { bandKey, chartData, seedKey } from '../../../src/ui/charts/chartData'
import { niceScale } from '../../../src/ui/charts/scale'
import { thin } from '../../../src/ui/charts/thin'
import { axisTicks, tickLabel } from '../../../src/ui/charts/ticks'
import { fakeEvents } from '../../helpers/fakeTrainer'

const config: typeof defaultPreset.config = {
  ...defaultPreset.config,
  arms: ['none', 'sft', 'token', 'block', 'sequence'],
  sft: { ...defaultPreset.config.sft, steps: 60 },
  rl: { ...defaultPreset.config.rl, steps: 60 },
  evaluation: { ...defaultPreset.config.evaluation, every: 15 },
}
const results = addEvents(emptyResults, [...fakeEvents(config)])

test('RL stands behind SFT on one axis', () => {
  const data = chartData(results, 'passAt1', ['sft', 'rl'], [0, 1])
  expect(data.span).toEqual({ sft: 60, rl: 60 })
  expect(data.rows.map(({ x }) => x)).toEqual([0, 15, 30, 45, 60, 75, 90, 105, 120])
  const lines = data.lines.map(({ key }) => key)
  expect(lines).toContain('sft.token')
  expect(lines).toContain('rl.none')
  expect(lines).not.toContain('sft.none')
  // At the divider both stages have their point: the end of SFT and the start of RL.
  const divider = data.rows.find(({ x }) => x === 60)
  expect(divider).toMatchObject({ 'sft.token': expect.any(Number) as number, 'rl.token': expect.any(Number) as number })
})

test('every line has its seeds and a band that is cut only where the metric ends', () => {
  const data = chartData(results, 'passAt1', ['rl'], [0, 1])
  const line = data.lines.find(({ arm }) => arm === 'token')
  const last = data.rows.at(-1)
  if (!line || !last) throw new Error('The chart has no rows.')
  config.arms.forEach(() => {
    for (let seed = 0; seed < config.seeds.count; seed++) expect(last[seedKey(line, seed)]).toBeTypeOf('number')
  })
  const over = data.at.get(60)?.find((entry) => entry.line.arm === 'token')?.over
  expect(last[bandKey(line)]).toEqual([over?.low, Math.min(1, over?.high ?? 0)])
  expect(last[line.key]).toBe(over?.mean)
})

test('one seed has no band, and a chart without values no extent', () => {
  const single = { ...config, seeds: { first: 0, count: 1 } }
  const data = chartData(addEvents(emptyResults, [...fakeEvents(single)]), 'passAt1', ['sft', 'rl'])
  for (const row of data.rows) expect(Object.keys(row).filter((key) => key.endsWith('.band'))).toEqual([])
  expect(chartData(results, 'mismatchMax', ['rl']).extent).toBeUndefined()
})

test('thinning keeps the ends and every spike', () => {
  const points = Array.from({ length: 5000 }, (_, x) => ({ x, y: x === 1234 ? 9 : x === 4321 ? -9 : Math.sin(x) }))
  const kept = thin(points, ({ y }) => y, 300)
  expect(kept.length).toBeLessThanOrEqual(300)
  expect(kept.map(({ x }) => x)).toEqual(kept.map(({ x }) => x).sort((a, b) => a - b))
  expect(kept[0]?.x).toBe(0)
  expect(kept.at(-1)?.x).toBe(4999)
  expect(kept.map(({ y }) => y)).toEqual(expect.arrayContaining([9, -9]))
  expect(thin(points.slice(0, 300), ({ y }) => y, 300)).toEqual(points.slice(0, 300))
})

test('the axis counts each stage from 0', () => {
  const span = { sft: 60, rl: 60 }
  const ticks = axisTicks(span)
  expect(ticks).toEqual([0, 20, 40, 60, 80, 100, 120])
  expect(ticks.map((x) => tickLabel(span, x))).toEqual(['0', '20', '40', '60 | 0', '20', '40', '60'])
  expect(axisTicks({ sft: 0, rl: 4 })).toEqual([0, 1, 2, 3, 4])
  expect(axisTicks({ sft: 200, rl: 3 })).toEqual([0, 50, 100, 150, 200, 203])
})

test('the vertical axis has round ends around the values', () => {
  expect(niceScale(0, 1, 5)).toEqual({ domain: [0, 1], ticks: [0, 0.2, 0.4, 0.6, 0.8, 1] })
  expect(niceScale(0.31, 0.78)).toEqual({ domain: [0.2, 0.8], ticks: [0.2, 0.4, 0.6, 0.8] })
  for (const value of [0, 1, -3]) {
    const { domain } = niceScale(value, value)
    expect(domain[0]).toBeLessThan(value)
    expect(domain[1]).toBeGreaterThan(value)
  }
})
