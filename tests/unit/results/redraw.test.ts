import { expect, test } from 'vitest'
import { largeRun, redrawnCurves, redrawnTables } from '../../../src/results/redraw'

test('the run whose redraw is measured has 30,000 points, and everything that a page shows of one', () => {
  const results = largeRun()
  expect(results.points).toHaveLength(30_000)
  const { table, headline, seeds, diagnostics, crossings, passCurves } = redrawnTables(results)
  const curves = redrawnCurves(results)
  expect(new Set(table.map(({ arm }) => arm))).toEqual(new Set(results.config?.arms))
  expect(table.every(({ postSft, postRl }) => postSft?.passAt1.n === 10 && postRl?.passAt1.n === 10)).toBe(true)
  expect(headline).toMatch(/after 140 RL steps/)
  expect(seeds.map(({ rows }) => rows.length)).toEqual([10, 10])
  expect(diagnostics.every(({ drift, cosine }) => drift.n === 10 && cosine.n === 10)).toBe(true)
  expect(crossings.length).toBeGreaterThan(0)
  expect(passCurves).toHaveLength(10)
  // Two stages of ten arms: 11 evaluations each, and every step.
  expect(curves[0]?.map((points) => points.length)).toEqual(Array(20).fill(11))
  expect(curves[1]?.map((points) => points.length)).toEqual([
    ...Array<number>(10).fill(137),
    ...Array<number>(10).fill(140),
  ])
})
