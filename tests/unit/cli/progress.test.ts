import { expect, test } from 'vitest'
import { duration, progressText } from '../../../cli/progress'
import type { ProgressEvent } from '../../../src/results/events'

const event: ProgressEvent = {
  kind: 'progress',
  stage: 'sft',
  step: 12,
  steps: 60,
  activity: 'training',
  done: 0.319,
  elapsedSeconds: 60,
}

test('progress says where the seeds are and how long the rest takes', () => {
  expect(progressText(event, [3], 0)).toBe('Seed 3: SFT, step 12 of 60, 31 %')
  const measured = { ...event, remainingSeconds: 120 }
  expect(progressText(measured, [0, 1, 2, 3], 0)).toBe('Seeds 0 to 3: SFT, step 12 of 60, 31 %, 2 min left')
  expect(progressText({ ...event, stage: 'pretrain' }, [3], 0)).toMatch(/^Seed 3: base policy, step 12 /)
  // Four seeds take three minutes, so the two that wait take half of that.
  expect(progressText(measured, [0, 1, 2, 3], 2)).toMatch(/; 2 seeds to go, about 4 min in all$/)
})

test('durations are as exact as they are worth', () => {
  expect([0.2, 59, 61, 3500, 3600, 9000].map(duration)).toEqual([
    '1 s',
    '59 s',
    '1 min',
    '58 min',
    '1 h 0 min',
    '2 h 30 min',
  ])
})
