import { expect, test } from 'vitest'
import { emptyResults } from '../../../src/results/results'
import { PointStore } from '../../../src/results/store'
import { passCurves } from '../../../src/results/passPoints'
import { point } from '../../helpers/points'
import { config } from '../ui/charts/runs'

test('pass@k before and after RL, for each k that was measured, in the order of k', () => {
  const at = (step: number, seed: number, passAt1: number, passAt2: number, passAtK: number) =>
    point('rl', step, 'sft', seed, { passAt1, passAt2, passAtK })
  const results = {
    ...emptyResults,
    config: { ...config, arms: ['sft' as const, 'token' as const], evaluation: { ...config.evaluation, k: 4 } },
    seeds: [0, 1],
    points: PointStore.of([
      at(0, 0, 0.1, 0.2, 0.3),
      at(0, 1, 0.3, 0.4, 0.5),
      at(60, 0, 0.5, 0.6, 0.8),
      point('rl', 30, 'sft', 1, {}),
    ]),
  }
  const curves = passCurves(results)
  expect(curves.map(({ arm }) => arm)).toEqual(['sft'])
  const shown = (points: (typeof curves)[0]['before']) =>
    points.map(({ k, over }) => [k, Number(over.mean.toFixed(9)), over.n])
  expect(shown(curves[0]?.before ?? [])).toEqual([
    [1, 0.2, 2],
    [2, 0.3, 2],
    [4, 0.4, 2],
  ])
  // Only one seed is through RL.
  expect(shown(curves[0]?.after ?? [])).toEqual([
    [1, 0.5, 1],
    [2, 0.6, 1],
    [4, 0.8, 1],
  ])
})

test('a run without points has no curves', () => {
  expect(passCurves(emptyResults)).toEqual([])
  expect(passCurves({ ...emptyResults, config })).toEqual([])
})
