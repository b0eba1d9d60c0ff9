import { describe, expect, test } from 'vitest'
import { createRng } from '../../../src/core/rng'
import { meanWeight, positionMeans, shuffledWeights } from '../../../src/pear/controls'

const WEIGHTS = [[1, 2, 3], [4], [], [5, 6]]

describe('shuffled weights', () => {
  test('are the same numbers in rows of the same lengths, in another order', () => {
    const shuffled = shuffledWeights(WEIGHTS, createRng(1))
    expect(shuffled.map((row) => row.length)).toEqual([3, 1, 0, 2])
    expect(shuffled.flat().sort()).toEqual([1, 2, 3, 4, 5, 6])
    expect(shuffled).not.toEqual(WEIGHTS)
    expect(shuffledWeights(WEIGHTS, createRng(1))).toEqual(shuffled)
  })

  test('go everywhere equally often', () => {
    const counts = Array.from({ length: 6 }, () => new Array<number>(6).fill(0))
    const draws = 3000
    for (let draw = 0; draw < draws; draw++) {
      for (const [place, weight] of shuffledWeights(WEIGHTS, createRng(7, draw)).flat().entries()) {
        const row = counts[place] as number[]
        row[weight - 1] = (row[weight - 1] ?? 0) + 1
      }
    }
    // χ² of 36 cells with 25 degrees of freedom: 52.6 is its 99.9 % point.
    const expected = draws / 6
    const chiSquare = counts.flat().reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
    expect(chiSquare).toBeLessThan(52.6)
  })
})

describe('position means', () => {
  test('are those of the responses that are as long', () => {
    expect(positionMeans(WEIGHTS)).toEqual([[10 / 3, 4, 3], [10 / 3], [], [10 / 3, 4]])
  })

  test('leave the sum over the batch as it is, and a profile of places too', () => {
    expect(meanWeight(positionMeans(WEIGHTS))).toBeCloseTo(meanWeight(WEIGHTS), 12)
    const profile = [[0.5, 0.7, 1], [0.5], [0.5, 0.7]]
    expect(positionMeans(profile)).toEqual(profile)
  })
})
