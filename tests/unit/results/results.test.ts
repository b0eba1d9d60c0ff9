import { expect, test } from 'vitest'
import type { ArmId } from '../../../src/config/armId'
import type { PointEvent, RunEvent } from '../../../src/results/events'
import type { StageId } from '../../../src/config/stages'
import { defaultPreset } from '../../../src/config/presets'
import { addEvents, emptyResults } from '../../../src/results/results'
import { resultsTable } from '../../../src/results/tables'

const config = {
  ...defaultPreset.config,
  arms: ['none', 'sft', 'token'] as ArmId[],
  rl: { ...defaultPreset.config.rl, steps: 10 },
}
const started: RunEvent = { kind: 'started', config, engine: 'test', seeds: [4, 5, 6] }

const point = (arm: ArmId, seed: number, step: number, passAt1: number, stage: StageId = 'rl'): PointEvent => ({
  kind: 'point',
  stage,
  source: 'evaluation',
  step,
  arm,
  seed,
  values: { passAt1, passAtK: 1, greedy: passAt1 },
})

const finished = addEvents(emptyResults, [
  started,
  ...[0.2, 0.3, 0.1].map((value, i) => point('sft', 4 + i, 0, value)),
  ...[0.2, 0.1, 0.3].map((value, i) => point('token', 4 + i, 0, value)),
  ...[0.5, 0.6, 0.7].map((value, i) => point('sft', 4 + i, 10, value)),
  ...[0.6, 0.8, 1].map((value, i) => point('token', 4 + i, 10, value)),
  ...[0.9, 0.9].map((value, i) => point('none', 4 + i, 10, value)),
])

test('the table pairs by seed', () => {
  const [none, sft, token] = resultsTable(finished)
  expect(sft?.postSft?.passAt1.mean).toBeCloseTo(0.2, 12)
  expect(sft?.postRl?.difference).toBeUndefined()
  // Differences 0.1, 0.2, 0.3: mean 0.2, standard error 0.1/√3.
  expect(token?.postRl?.difference?.mean).toBeCloseTo(0.2, 12)
  expect(token?.postRl?.difference?.standardError).toBeCloseTo(0.1 / Math.sqrt(3), 12)
  expect(token?.postSft?.difference?.mean).toBeCloseTo(0, 12)
  expect(none).toEqual({ arm: 'none' })
})

test('batches of events add up to the same results as one', () => {
  const events: RunEvent[] = [
    started,
    point('sft', 4, 0, 0.5),
    { kind: 'notice', message: 'a' },
    point('sft', 5, 0, 0.5),
  ]
  const stepwise = events.reduce((results, event) => addEvents(results, [event]), emptyResults)
  expect(stepwise).toEqual(addEvents(emptyResults, events))
})

test('a stopped run keeps its curves, and a new one starts empty', () => {
  const stopped = addEvents(finished, [
    { kind: 'paused', paused: true },
    { kind: 'stopped', seconds: 3 },
  ])
  expect([...stopped.points]).toEqual([...finished.points])
  expect(stopped).toMatchObject({ paused: false, end: { kind: 'stopped', seconds: 3 } })
  expect(addEvents(stopped, [started]).points).toHaveLength(0)
})
