import { expect, test } from 'vitest'
import { nearestPosition, pointAt } from '../../../../src/ui/charts/cursor'
import { allLayers } from '../../../../src/ui/charts/model'
import { chartModel, stageLengths } from '../../../../src/ui/charts/model'
import { estimateText, readingsAt, readingText } from '../../../../src/ui/charts/readout'
import { point } from '../../../helpers/points'
import { chartRun, choiceOf } from './runs'

const at = (stage: 'sft' | 'rl', step: number, arm: 'none' | 'sft', seed: number, passAt1: number) =>
  point(stage, step, arm, seed, { passAt1 })
const points = [0, 1].flatMap((seed) => [
  at('sft', 0, 'sft', seed, 0.1),
  at('sft', 60, 'sft', seed, 0.2 + 0.1 * seed),
  at('rl', 0, 'sft', seed, 0.3),
  at('rl', 15, 'sft', seed, 0.5),
  at('rl', 0, 'none', seed, 0.4),
])
const runs = [chartRun(points, [0, 1])]
const choice = choiceOf('evaluation.passAt1')
const model = chartModel(choice, runs, stageLengths(runs, 'steps'), allLayers)

test('the cursor goes to the nearest measured place, and the side decides at the divider', () => {
  expect(model.positions.map(({ stage, x }) => `${stage} ${x}`)).toEqual(['sft 0', 'sft 60', 'rl 0', 'rl 15'])
  expect([-5, 29, 31, 59.9, 60.1, 68, 119].map((place) => nearestPosition(model, place))).toEqual([0, 0, 1, 1, 2, 3, 3])
})

test('a chart says what each arm has there, and nothing of an arm that has ended', () => {
  const there = readingsAt(model, { stage: 'rl', x: 0 })
  expect(there.map(({ series, over }) => [series.arm, over.mean, over.n])).toEqual([
    ['none', 0.4, 2],
    ['sft', 0.3, 2],
  ])
  const sft = model.series.find(({ arm, stage }) => arm === 'sft' && stage === 'rl')
  if (!sft) throw new Error('SFT has no series.')
  expect(pointAt(sft, { stage: 'rl', x: 8 })?.step).toBe(15)
  expect(pointAt(sft, { stage: 'rl', x: 22 })?.step).toBe(15)
  expect(pointAt(sft, { stage: 'rl', x: 40 })).toBeUndefined()
  expect(pointAt(sft, { stage: 'sft', x: 0 })).toBeUndefined()
})

test('readings are the mean, half the interval and n, in words too', () => {
  const [reading] = readingsAt(model, { stage: 'sft', x: 60 })
  if (!reading) throw new Error('There is no reading.')
  // Half of the interval of 0.2 and 0.3: 12.706 · 0.0707 / √2.
  expect(estimateText(choice, reading.over)).toBe('0.250 ± 0.635')
  expect(readingText(choice, { stage: 'sft', x: 60 }, [reading], 'steps', () => 'SFT')).toBe(
    'SFT, step 60: SFT 0.250 ± 0.635, n = 2',
  )
  expect(readingText(choice, { stage: 'rl', x: 12_500 }, [], 'tokens', () => '')).toBe('RL, 12.5k tokens: no values')
})
