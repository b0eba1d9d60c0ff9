import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createRng } from '../../../src/core/rng'
import { packPrompts, packSequences } from '../../../src/policy/batch'
import type { PolicyEngine, Population, Rollouts } from '../../../src/policy/engine'
import type { EngineUnderTest } from './engines'
import { TINY } from './fixtures'
import { responseOf } from './seam'

const PROMPTS = [[1, 2, 3], [4], [5, 6], [3, 3, 1]]
const SAMPLING = { maxResponse: 4, stops: [0] }

function keysFor(rows: number): Uint32Array {
  return Uint32Array.from(Array.from({ length: rows }, (_, row) => [...createRng(9, 'rollout', row).key]).flat())
}

/** What holds of sampling, scoring and the cache. */
export function rolloutSuite(subject: EngineUnderTest): void {
  describe(`rollout on ${subject.name}`, () => {
    let engine: PolicyEngine
    let population: Population
    beforeAll(async () => {
      engine = await subject.open()
      population = engine.createPopulation({ ...TINY, layers: 2 }, [1, 2])
    })
    afterAll(() => {
      engine.dispose()
    })

    const roll = (prompts: number[][], length: number, temperature: number): Promise<Rollouts> =>
      engine.rollout(
        population,
        packPrompts([prompts], { length, keys: keysFor(prompts.length), temperature, slotOf: [0, 0] }),
        SAMPLING,
      )

    test('reports the log-probabilities and entropies that the trainer computes, for ragged prompts', async () => {
      const rollouts = await roll(PROMPTS, 3, 1)
      let compared = 0
      for (const member of [0, 1]) {
        const responses = PROMPTS.map((_, row) => responseOf(rollouts, member, row))
        const batch = packSequences(
          [PROMPTS.map((prompt, row) => ({ prompt, response: responses[row] ?? [] }))],
          8,
          [0, 0],
        )
        const scores = await engine.score(population, batch)
        responses.forEach((response, row) => {
          response.forEach((_, t) => {
            const at = (member * PROMPTS.length + row) * SAMPLING.maxResponse + t
            const place = (member * PROMPTS.length + row) * batch.length + (batch.firsts[row] ?? 0) + t
            expect(Math.abs((rollouts.logProbs[at] ?? NaN) - (scores.logProbs[place] ?? NaN))).toBeLessThan(1e-5)
            expect(Math.abs((rollouts.entropies[at] ?? NaN) - (scores.entropies[place] ?? NaN))).toBeLessThan(1e-5)
            compared++
          })
        })
      }
      expect(compared).toBeGreaterThan(PROMPTS.length)
    })

    test('does not depend on padding or on the other rows', async () => {
      const all = await roll(PROMPTS, 3, 1)
      const padded = await roll(PROMPTS, 5, 1)
      expect(padded.tokens).toEqual(all.tokens)
      expect(padded.lengths).toEqual(all.lengths)
      const first = await roll(PROMPTS.slice(0, 1), 3, 1)
      expect(responseOf(first, 1, 0)).toEqual(responseOf(all, 1, 0))
    })

    test('takes at temperature 0 the most likely token of a full forward pass', async () => {
      const greedy = await roll(PROMPTS, 3, 0)
      const response = responseOf(greedy, 0, 0)
      const prompt = PROMPTS[0] ?? []
      for (const [t, token] of response.entries()) {
        const candidates = Array.from({ length: TINY.vocabulary }, (_, id) => ({
          prompt: [...prompt, ...response.slice(0, t)],
          response: [id],
        }))
        const batch = packSequences([candidates], 8, [0, 0])
        const { logProbs } = await engine.score(population, batch)
        const own = candidates.map((_, row) => logProbs[row * 8 + (batch.firsts[row] ?? 0)] ?? NaN)
        expect(own.indexOf(Math.max(...own))).toBe(token)
      }
      expect(response.length).toBeGreaterThan(0)
    })

    test('zeroes what follows a stop and counts the stop', async () => {
      const { tokens, logProbs, lengths } = await roll(PROMPTS, 3, 1)
      lengths.forEach((length, row) => {
        const own = Array.from(tokens.subarray(row * SAMPLING.maxResponse, (row + 1) * SAMPLING.maxResponse))
        const stop = own.slice(0, length).indexOf(0)
        expect(stop === -1 ? length : stop + 1).toBe(length)
        expect(own.slice(length).every((token) => token === 0)).toBe(true)
        expect(
          logProbs
            .subarray(row * SAMPLING.maxResponse + length, (row + 1) * SAMPLING.maxResponse)
            .every((l) => l === 0),
        ).toBe(true)
      })
    })

    test('gives the same responses in chunks of any size', async () => {
      const frugal = await subject.openFrugal()
      const copy = frugal.restore(await engine.snapshot(population))
      const packing = { length: 3, keys: keysFor(PROMPTS.length), temperature: 1, slotOf: [0, 0] }
      const chunked = await frugal.rollout(copy, packPrompts([PROMPTS], packing), SAMPLING)
      expect(chunked).toEqual(await roll(PROMPTS, 3, 1))
      frugal.dispose()
    })

    test('lets every member answer the prompts of its own slot, as it does alone', async () => {
      const slots = [PROMPTS, [...PROMPTS].reverse()]
      const keys = keysFor(2 * PROMPTS.length)
      const packing = { length: 3, keys, temperature: 1, slotOf: [1, 0] }
      const together = await engine.rollout(population, packPrompts(slots, packing), SAMPLING)
      for (const member of [0, 1]) {
        const one = engine.fork([{ population, member }])
        const slotOf = [packing.slotOf[member] ?? 0]
        const alone = await engine.rollout(one, packPrompts(slots, { ...packing, slotOf }), SAMPLING)
        for (const name of ['tokens', 'logProbs', 'entropies', 'lengths'] as const) {
          const size = alone[name].length
          expect(alone[name], name).toEqual(together[name].slice(member * size, (member + 1) * size))
        }
        one.dispose()
      }
    })
  })
}
