import { expect, test } from 'vitest'
import { parseConfig, type ExperimentConfig } from '../../../src/config/config'
import type { ProgressEvent } from '../../../src/results/events'
import { estimateSeconds, PaceMeter, parametersOf, stepSize } from '../../../src/results/pace'

/** Sequences of 9 positions, policies of 2816 parameters, 2 seeds: 4 members in SFT and 6 in RL. */
function tiny(changes: object = {}): ExperimentConfig {
  const result = parseConfig({
    arms: ['none', 'sft', 'token'],
    seeds: { count: 2 },
    game: { id: 'track', difficulty: { cups: 3, balls: 1, maxSwaps: 2 } },
    model: { dModel: 16, heads: 2, layers: 1, dFF: 32 },
    pretrain: { steps: 1, batch: 16 },
    data: { pairs: 64 },
    sft: { steps: 2, batch: 24 },
    rl: { steps: 2, prompts: 4, group: 4 },
    evaluation: { prompts: 12, samples: 4, k: 4, every: 3 },
    ...changes,
  })
  if ('problems' in result) throw new Error(JSON.stringify(result.problems))
  return result.config
}

const P = 13 * 16 + 3 * 16 + 4 * 256 + 3 * 512
// An update costs three passes over the batch’s positions; an evaluation samples at 2 each, and scores.
const SFT_STEP = 24 * 9 * 3 * 4 * P
const EVALUATION = 12 * 9 * (5 * 2 + 1) * P

const at = (
  stage: 'pretrain' | 'sft' | 'rl',
  step: number,
  elapsedSeconds: number,
  more: object = {},
): ProgressEvent => ({
  kind: 'progress',
  stage,
  step,
  steps: 100,
  activity: 'training',
  done: 0,
  elapsedSeconds,
  ...more,
})

test('a run’s pace is the time between its reports over the work between them', () => {
  const meter = new PaceMeter(tiny())
  const events = [
    at('pretrain', 1, 1),
    at('pretrain', 90, 9),
    at('sft', 1, 10),
    at('sft', 3, 14),
    at('sft', 3, 14, { activity: 'evaluating' }),
    at('sft', 3, 15.5),
    at('sft', 4, 17.5),
  ]
  for (const event of events) meter.add(event)
  const { sft = 0, evaluate = 0, ...others } = meter.paces
  expect(parametersOf(tiny())).toBe(P)
  expect(sft).toBeCloseTo(2 / SFT_STEP, 20)
  expect(evaluate).toBeCloseTo(1.5 / (4 * EVALUATION), 20)
  expect(others).toEqual({})
})

test('an estimate adds up the work of a run, and takes a pace that was measured for one that was not', () => {
  const paces = { sft: 2 / SFT_STEP, evaluate: 1.5 / (4 * EVALUATION) }
  // SFT 2·2 s; an RL step is twice as much work, 2·4 s; 2 + 4 + 6 evaluations of a member.
  expect(estimateSeconds(tiny(), paces, { bases: 0, teachers: 0 })).toBeCloseTo(4 + 8 + (12 / 4) * 1.5, 10)
  // Two base policies: two thirds of the rows of an SFT step, and half its members.
  expect(estimateSeconds(tiny(), paces, { bases: 2, teachers: 0 })).toBeCloseTo(16.5 + 2 / 3, 10)
})

test('a larger model takes longer, by its parameters', () => {
  const wide = tiny({ model: { dModel: 32, heads: 2, layers: 1, dFF: 32 } })
  const paces = { sft: 1e-9 }
  const [small = NaN, large = NaN] = [tiny(), wide].map((config) =>
    estimateSeconds(config, paces, { bases: 0, teachers: 0 }),
  )
  expect(large / small).toBeCloseTo(parametersOf(wide) / P, 10)
  expect(stepSize(wide) / stepSize(tiny())).toBeCloseTo(parametersOf(wide) / P, 10)
})

test('nothing measured gives no estimate', () => {
  expect(estimateSeconds(tiny(), {}, { bases: 0, teachers: 0 })).toBeUndefined()
  expect(new PaceMeter(tiny()).paces).toEqual({})
})
