import { afterAll, beforeAll, expect, test } from 'vitest'
import { packSequences } from '../../../src/policy/batch'
import type { PolicyEngine } from '../../../src/policy/engine'
import { openWasmEngine } from '../../../src/policy/wasm'
import { distributionsOf, everyToken, mostLikely } from '../../../src/training/nextTokens'

let engine: PolicyEngine
beforeAll(async () => {
  engine = await openWasmEngine()
})
afterAll(() => {
  engine.dispose()
})

const shape = { vocabulary: 5, dModel: 8, heads: 2, layers: 1, dFF: 8 }
const sequences = (rows: number, offset: number) =>
  Array.from({ length: rows }, (_, row) => ({
    prompt: [(row + offset) % 5, 1],
    response: Array.from({ length: 1 + (row % 3) }, (_, t) => (row * t + offset) % 5),
  }))

// 30 rows let two tokens share a pass, and leave the last pass half empty; 70 rows let none.
test.each([1, 30, 70])('each token has its own log-probability at every position, with %i rows', async (rows) => {
  const policies = engine.createPopulation(shape, [1, 2, 3])
  const batch = packSequences([sequences(rows, 0), sequences(rows, 2)], 6, [0, 1, 0])
  const every = await everyToken(engine, policies, batch)
  expect(every).toHaveLength(shape.vocabulary)
  for (const [token, values] of every.entries()) {
    const targets = new Int32Array(batch.targets.length).fill(token)
    const { logProbs } = await engine.score(policies, { ...batch, targets })
    expect(values).toHaveLength(logProbs.length)
    values.forEach((value, i) => {
      expect(Math.abs(value - (logProbs[i] as number))).toBeLessThan(1e-5)
    })
  }
  const { logProbs } = await engine.score(policies, batch)
  const row = rows - 1
  const whole = distributionsOf(every, batch, 1, row)
  const { response } = sequences(rows, 2)[row] ?? { response: [] }
  expect(whole).toHaveLength(response.length)
  whole.forEach((distribution, t) => {
    expect(distribution.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 10)
    const place = (1 * rows + row) * 6 + 1 + t
    expect(Math.log(distribution[response[t] ?? -1] ?? NaN)).toBeCloseTo(logProbs[place] ?? NaN, 4)
  })
  policies.dispose()
})

test('the most likely tokens come first, and unlikely ones not at all', () => {
  const distribution = [
    ['a', 0.1],
    ['b', 0.5],
    ['c', 0.0001],
    ['d', 0.2999],
    ['e', 0.1],
  ] as const
  expect(mostLikely(distribution, 5, 0.001).map(([token]) => token)).toEqual(['b', 'd', 'a', 'e'])
  expect(mostLikely(distribution, 2, 0.001)).toEqual([
    ['b', 0.5],
    ['d', 0.2999],
  ])
  expect(mostLikely([], 2, 0)).toEqual([])
})
