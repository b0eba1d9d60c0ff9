import { expect, test } from 'vitest'
import { passCurve } from '../../../src/training/evaluate'

/** The share of all ways to choose k of n samples, c of them right, that hold a right one: counted one by one. */
function counted(n: number, c: number, k: number): number {
  let [ways, found] = [0, 0]
  for (let chosen = 0; chosen < 2 ** n; chosen++) {
    const members = Array.from({ length: n }, (_, i) => i).filter((i) => (chosen >> i) & 1)
    if (members.length !== k) continue
    ways++
    if (members.some((i) => i < c)) found++
  }
  return found / ways
}

test('pass@k of the curve is the mean over prompts of what counting subsets gives', () => {
  const right = [0, 1, 3, 8]
  const curve = passCurve(right, 8)
  expect(Object.keys(curve)).toEqual(['passAt2', 'passAt4', 'passAt8'])
  for (const [k, value] of [
    [2, curve.passAt2],
    [4, curve.passAt4],
    [8, curve.passAt8],
  ] as const)
    expect(value).toBeCloseTo(right.reduce((sum, c) => sum + counted(8, c, k), 0) / right.length, 12)
})

test('there is no pass@k beyond the samples', () => {
  expect(passCurve([1, 0], 1)).toEqual({})
  expect(Object.keys(passCurve([1, 0], 3))).toEqual(['passAt2'])
})
