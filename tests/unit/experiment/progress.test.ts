import { expect, test } from 'vitest'
import { ProgressMeter } from '../../../src/experiment/progress'

test('remaining time runs at each kind’s own pace', () => {
  const meter = new ProgressMeter([
    { kind: 'pretrain', cost: 10, count: 4 },
    { kind: 'rl', cost: 20, count: 3 },
  ])
  expect(meter.remainingSeconds).toBeUndefined()
  meter.add('pretrain', 10, 1)
  // 30 units of pretraining and, at the same pace until RL is measured, 60 of RL.
  expect(meter.remainingSeconds).toBeCloseTo(9)
  expect(meter.done).toBeCloseTo(0.1)
  meter.add('rl', 20, 10)
  expect(meter.remainingSeconds).toBeCloseTo(3 + 20)
})

test('a plan without work is done', () => {
  expect(new ProgressMeter([]).done).toBe(1)
})
