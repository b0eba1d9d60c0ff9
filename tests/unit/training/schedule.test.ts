import { expect, test } from 'vitest'
import { learningRateAt } from '../../../src/training/schedule'

const schedule = { steps: 100, learningRate: 2, warmup: 10, decay: 0.3 }

test('rises over the warm-up, holds, and falls to a tenth', () => {
  expect(learningRateAt(0, schedule)).toBeCloseTo(0.2)
  expect(learningRateAt(4, schedule)).toBeCloseTo(1)
  expect(learningRateAt(9, schedule)).toBe(2)
  expect(learningRateAt(70, schedule)).toBe(2)
  expect(learningRateAt(85, schedule)).toBeCloseTo(2 * (0.1 + 0.9 / 2))
  expect(learningRateAt(100, schedule)).toBeCloseTo(0.2)
})

test('is constant without warm-up and decay', () => {
  const flat = { ...schedule, warmup: 0, decay: 0 }
  expect([0, 50, 99].map((step) => learningRateAt(step, flat))).toEqual([2, 2, 2])
})
