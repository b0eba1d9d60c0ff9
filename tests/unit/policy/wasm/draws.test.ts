import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRng } from '../../../../src/core/rng'
import { packPrompts, packSequences } from '../../../../src/policy/batch'
import type { PolicyEngine } from '../../../../src/policy/engine'
import { parameterCount, type PolicyShape } from '../../../../src/policy/shape'
import { referenceOn, WASM } from '../../../helpers/policy/engines'
import { freshSnapshot } from '../../../helpers/policy/seam'
import { largestDifference, pack, randomPrompts } from '../../../helpers/webgpu/rollout'

/** Halves of a head of 2, 3, 4 and 6 numbers; one head; three tokens; widths that are no multiples of 4. */
const SHAPES: PolicyShape[] = [
  { vocabulary: 7, dModel: 8, heads: 2, layers: 2, dFF: 12 },
  { vocabulary: 3, dModel: 6, heads: 1, layers: 1, dFF: 5 },
  { vocabulary: 9, dModel: 24, heads: 2, layers: 2, dFF: 10 },
  { vocabulary: 33, dModel: 24, heads: 3, layers: 1, dFF: 7 },
]
const SMALL = SHAPES[0] as PolicyShape
const SAMPLING = { maxResponse: 6, stops: [0, 2, 4] }
const ROWS = 11

let [own, reference]: PolicyEngine[] = []
beforeAll(async () => {
  ;[own, reference] = [await WASM.open(), await referenceOn('cpu').open()]
})
afterAll(() => {
  own?.dispose()
  reference?.dispose()
})

/** What both engines make of the same thing. */
async function both<T>(work: (engine: PolicyEngine) => Promise<T>): Promise<[own: T, reference: T]> {
  if (!own || !reference) throw new Error('The engines are not open.')
  return [await work(own), await work(reference)]
}

test.each(SHAPES)('answers prompts as the reference engine does: %o', async (shape) => {
  // Greedy, 0.7 and 1 in turn.
  const temperatures = Float32Array.from({ length: 2 * ROWS }, (_, i) => [0, 0.7, 1][i % 3] ?? 1)
  for (const slotOf of [[0], [1, 0, 1]]) {
    const prompts = pack(randomPrompts(5, 2, ROWS, shape.vocabulary), slotOf, temperatures)
    const [actual, expected] = await both(async (engine) => {
      const population = engine.createPopulation(
        shape,
        slotOf.map((_, member) => member + 1),
      )
      const rollouts = await engine.rollout(population, prompts, SAMPLING)
      population.dispose()
      return rollouts
    })
    expect(actual.tokens).toEqual(expected.tokens)
    expect(actual.lengths).toEqual(expected.lengths)
    expect(largestDifference(actual.logProbs, expected.logProbs)).toBeLessThan(1e-5)
    expect(largestDifference(actual.entropies, expected.entropies)).toBeLessThan(1e-5)
    expect(new Set(actual.lengths).size).toBeGreaterThan(1)
  }
})

test.each([1, 0.7])('draws 10,000 tokens as the exact distribution says, at temperature %d', async (temperature) => {
  const prompt = [3, 1, 5]
  const ids = Array.from({ length: SMALL.vocabulary }, (_, id) => id)
  const batch = packSequences([ids.map((id) => ({ prompt, response: [id] }))], 3, [0])
  const [, { logProbs }] = await both((engine) => engine.score(engine.createPopulation(SMALL, [6]), batch))
  const tempered = ids.map((id) => Math.exp((logProbs[id * 3 + 2] ?? NaN) / temperature))
  const total = tempered.reduce((a, b) => a + b, 0)

  const count = 10_000
  const keys = Uint32Array.from(Array.from({ length: count }, (_, row) => [...createRng(11, 'draws', row).key]).flat())
  const rows = Array.from({ length: count }, () => prompt)
  const prompts = packPrompts([rows], { length: 3, keys, temperature, slotOf: [0] })
  const engine = await WASM.open()
  const { tokens } = await engine.rollout(engine.createPopulation(SMALL, [6]), prompts, { maxResponse: 1, stops: [] })
  engine.dispose()
  const chiSquare = ids.reduce((sum, id) => {
    const expected = (count * (tempered[id] ?? NaN)) / total
    return sum + (tokens.filter((token) => token === id).length - expected) ** 2 / expected
  }, 0)
  // The 99.9 % quantile for 6 degrees of freedom.
  expect(chiSquare).toBeLessThan(22.46)
})

test('a member without numbers draws tokens of the vocabulary, and leaves its neighbours their bits', async () => {
  const size = parameterCount(SMALL)
  const prompts = pack(randomPrompts(6, 2, ROWS, SMALL.vocabulary), [0, 1], 1)
  const engine = await WASM.open()
  const whole = await engine.snapshot(engine.createPopulation(SMALL, [1, 2]))
  const broken = engine.restore(freshSnapshot(SMALL, 2, whole.parameters.slice().fill(NaN, 0, size)))
  const beside = await engine.rollout(broken, prompts, SAMPLING)
  const expected = await engine.rollout(engine.restore(whole), prompts, SAMPLING)
  engine.dispose()
  const half = beside.tokens.length / 2
  expect(beside.tokens.every((token) => token >= 0 && token < SMALL.vocabulary)).toBe(true)
  expect(beside.tokens.slice(half)).toEqual(expected.tokens.slice(half))
  expect(beside.logProbs.slice(half)).toEqual(expected.logProbs.slice(half))
})
