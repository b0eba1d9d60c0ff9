import { expect, test } from 'vitest'
import { ProgressMeter } from '../../../src/run/progress'

test('remaining time runs at each kind’s own pace', () => {
  const meter = new ProgressMeter([
    { stage: 'pretrain', kind: 'pretrain', cost: 10, count: 4 },
    { stage: 'rl', kind: 'rl', cost: 20, count: 3 },
  ])
  expect(meter.remainingSeconds).toBeUndefined()
  meter.add('pretrain', 'pretrain', 10, 1)
  // 30 units of pretraining and, at the same pace until RL is measured, 60 of RL.
  expect(meter.remainingSeconds).toBeCloseTo(9)
  expect(meter.done).toBeCloseTo(0.1)
  meter.add('rl', 'rl', 20, 10)
  expect(meter.remainingSeconds).toBeCloseTo(3 + 20)
})

test('each stage has its part of what has passed and of what remains', () => {
  const meter = new ProgressMeter([
    { stage: 'sft', kind: 'sft', cost: 1, count: 10 },
    { stage: 'sft', kind: 'evaluate', cost: 5, count: 2 },
    { stage: 'rl', kind: 'rl', cost: 4, count: 10 },
    { stage: 'rl', kind: 'evaluate', cost: 5, count: 3 },
  ])
  expect(meter.stages.sft).toEqual({ elapsed: 0 })
  meter.add('sft', 'sft', 4, 2)
  meter.passed('collect', 1)
  meter.passed('sft', 3.5)
  meter.add('sft', 'evaluate', 5, 1)
  meter.passed('sft', 4.5)
  // SFT: 6 units at half a second and an evaluation of a second. RL: 40 units at the pace of all (9 in 3 s), 3 evaluations.
  expect(meter.stages).toEqual({
    pretrain: { elapsed: 0, remaining: 0 },
    collect: { elapsed: 1, remaining: 0 },
    sft: { elapsed: 3.5, remaining: 4 },
    rl: { elapsed: 0, remaining: expect.closeTo(40 / 3 + 3, 9) as number },
  })
  meter.passed('rl', 6)
  const { pretrain, collect, sft, rl } = meter.stages
  const all = [pretrain, collect, sft, rl]
  expect(all.reduce((sum, { elapsed }) => sum + elapsed, 0)).toBe(6)
  expect(all.reduce((sum, { remaining = NaN }) => sum + remaining, 0)).toBeCloseTo(meter.remainingSeconds ?? NaN, 9)
})

test('a plan without work is done', () => {
  expect(new ProgressMeter([]).done).toBe(1)
})
