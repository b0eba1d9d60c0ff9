import { expect, test } from 'vitest'
import type { SampledResponse } from '../../../src/experiment/events'
import { sameResponses } from '../../../src/ui/results/sameResponses'

const response = (arm: SampledResponse['arm'], text: string, correct: boolean): SampledResponse => ({
  arm,
  text,
  correct,
  reason: '',
})

test('arms with one response share it, in the order of the arms', () => {
  expect(
    sameResponses([response('none', '#1.', true), response('sft', '', false), response('token', '#1.', true)]),
  ).toEqual([
    { text: '#1.', correct: true, arms: ['none', 'token'] },
    { text: '', correct: false, arms: ['sft'] },
  ])
  expect(sameResponses([])).toEqual([])
})
