import { describe, expect, test } from 'vitest'
import { median, summarise } from '../../../src/benchmark/measure'

describe('median', () => {
  test('is the middle of an odd number of samples, whatever their order', () => {
    expect(median([9, 1, 5])).toBe(5)
  })
  test('is the mean of the two in the middle of an even number', () => {
    expect(median([10, 4, 1, 2])).toBe(3)
  })
  test('sorts as numbers, and leaves the list as it was', () => {
    const samples = [10, 9, 100]
    expect(median(samples)).toBe(10)
    expect(samples).toEqual([10, 9, 100])
  })
  test('of nothing is an error', () => {
    expect(() => median([])).toThrow(RangeError)
  })
})

test('a summary has median and extremes', () => {
  expect(summarise([3, 1, 2, 8])).toEqual({ median: 2.5, min: 1, max: 8 })
})
