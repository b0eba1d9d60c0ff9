import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createThrottle } from '../../../../src/ui/charts/useThrottled'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('of a hundred values in a second at most eleven pass: the first at once, the newest last', () => {
  const passed: { at: number; value: number }[] = []
  const start = Date.now()
  const throttle = createThrottle((value: number) => passed.push({ at: Date.now() - start, value }), 100)
  for (let value = 0; value < 100; value++) {
    throttle.push(value)
    vi.advanceTimersByTime(10)
  }
  vi.advanceTimersByTime(1000)
  expect(passed[0]).toEqual({ at: 0, value: 0 })
  expect(passed.at(-1)?.value).toBe(99)
  expect(passed.length).toBeLessThanOrEqual(11)
  passed.slice(1).forEach(({ at }, i) => {
    expect(at - (passed[i]?.at ?? 0)).toBeGreaterThanOrEqual(100)
  })
})

test('after a rest a value passes at once, and a cancelled one never', () => {
  const passed: string[] = []
  const throttle = createThrottle((value: string) => passed.push(value), 100)
  throttle.push('a')
  vi.advanceTimersByTime(500)
  throttle.push('b')
  throttle.push('c')
  throttle.cancel()
  vi.advanceTimersByTime(500)
  expect(passed).toEqual(['a', 'b'])
})
