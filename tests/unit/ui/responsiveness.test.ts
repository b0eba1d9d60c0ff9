import { expect, test } from 'vitest'
import { framesPerSecond, ResponsivenessMeter } from '../../../src/ui/run/responsiveness'

test('frames are counted over the time between them, and time in which the page is hidden is left out', () => {
  const meter = new ResponsivenessMeter(true)
  for (const time of [1000, 1020, 1040, 1140]) meter.frame(time)
  meter.rest()
  for (const time of [9000, 9060]) meter.frame(time)
  const { result } = meter
  expect(result).toEqual({ milliseconds: 200, frames: 4, longestFrame: 100, longTasks: 0, longestTask: 0 })
  expect(framesPerSecond(result)).toBe(20)
})

test('long tasks are counted where the browser reports them', () => {
  const meter = new ResponsivenessMeter(true)
  for (const duration of [60, 130, 51]) meter.task(duration)
  expect(meter.result).toMatchObject({ longTasks: 3, longestTask: 130 })
  expect(new ResponsivenessMeter(false).result.longTasks).toBeUndefined()
})

test('before a frame there is no rate', () => {
  const meter = new ResponsivenessMeter(false)
  meter.frame(5)
  expect(framesPerSecond(meter.result)).toBeNaN()
})
