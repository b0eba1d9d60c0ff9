import { expect, test } from 'vitest'
import { estimate } from '../../../src/core/statistics'
import * as format from '../../../src/ui/format'

test('durations read as people say them', () => {
  const cases = [
    [0, '0.0 s'],
    [3.42, '3.4 s'],
    [9.96, '10 s'],
    [59.4, '59 s'],
    [59.6, '1 min'],
    [72.4, '1 min 12 s'],
    [3599.6, '1 h'],
    [7500, '2 h 5 min'],
  ] as const
  for (const [seconds, text] of cases) expect(format.duration(seconds)).toBe(text)
})

test('estimated spans are rounded as far as they deserve', () => {
  const cases = [
    [2, 'a few seconds'],
    [41, 'about 40 s'],
    [57, 'about 55 s'],
    [59, 'about 1 min'],
    [200, 'about 3 min'],
    [3600 * 1.5, 'about 1.5 h'],
    [3600 * 12.4, 'about 12 h'],
  ] as const
  for (const [seconds, text] of cases) expect(format.roughly(seconds)).toBe(text)
})

test('numbers carry true minus signs, and no negative zero', () => {
  expect(format.decimal(-0.25)).toBe('−0.250')
  expect(format.decimal(-0.0001)).toBe('0.000')
  expect(format.decimal(NaN)).toBe('—')
  expect(format.signed(0.25)).toBe('+0.250')
  expect(format.signed(0.0001)).toBe('0.000')
  expect(format.signed(-0.25)).toBe('−0.250')
  expect(format.compact(0.000012345)).toBe('1.2e−5')
  expect(format.compact(-12.345)).toBe('−12.3')
})

test('an interval is given where there is one, and says whether it includes 0', () => {
  const apart = estimate([0.2, 0.3, 0.4])
  expect(format.interval(apart)).toBe('[0.052, 0.548]')
  expect(format.includesZero(apart)).toBe(false)
  expect(format.includesZero(estimate([-0.1, 0.2]))).toBe(true)
  const single = estimate([0.2])
  expect(format.interval(single)).toBeUndefined()
  expect(format.includesZero(single)).toBe(false)
  expect(format.meanAndError(single)).toBe('0.200')
  // 0.2, 0.3, 0.4: standard error 0.1/√3.
  expect(format.percentAndError(apart)).toBe('30.0 ±\u00a05.8')
  expect(format.percentAndError(single)).toBe('20.0')
})
