import * as tf from '@tensorflow/tfjs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createRng } from '../../../src/core/rng'
import { packPrompts, packSequences } from '../../../src/policy/batch'
import type { PolicyEngine, Population, Rollouts } from '../../../src/policy/engine'
import { openReferenceEngine } from '../../../src/policy/reference'
import { openCpu, openWebGpu } from '../../../src/policy/reference/backend'
import { rowChunks } from '../../../src/policy/reference/chunks'
import { Constants } from '../../../src/policy/reference/constants'
import { ReferenceEngine } from '../../../src/policy/reference/engine'
import { sample } from '../../../src/policy/reference/sampler'
import { type Backend, TINY } from './fixtures'

const PROMPTS = [[1, 2, 3], [4], [5, 6], [3, 3, 1]]
const SAMPLING = { maxResponse: 4, stops: [0] }

function keysFor(rows: number): Uint32Array {
  return Uint32Array.from(Array.from({ length: rows }, (_, row) => [...createRng(9, 'rollout', row).key]).flat())
}

/** What holds of sampling, scoring and the cache. */
export function rolloutSuite(backend: Backend): void {
  describe(`rollout on ${backend}`, () => {
    let engine: PolicyEngine
    let population: Population
    beforeAll(async () => {
      engine = await openReferenceEngine(backend)
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

    test('draws tokens as often as their probabilities say', async () => {
      const constants = new Constants()
      const probs = [0.05, 0, 0.3, 0.25, 0.4]
      const n = 4000
      const rng = createRng(4, 'uniforms')
      const result = tf.tidy(() => {
        const logits = tf
          .tensor1d(probs.map((p) => Math.log(Math.max(p, 1e-30))))
          .reshape([1, 1, 5])
          .tile([1, n, 1])
        const threshold = tf.tensor3d(
          Array.from({ length: n }, () => 1 - rng.uniform()),
          [1, n, 1],
        )
        return sample(logits as tf.Tensor3D, tf.ones([1, 1, 1]), threshold, constants).token.flatten()
      })
      const tokens = await result.data()
      const counts = probs.map((_, id) => tokens.filter((token) => token === id).length)
      expect(counts[1]).toBe(0)
      const chiSquare = probs.reduce(
        (sum, p, id) => (p === 0 ? sum : sum + ((counts[id] ?? 0) - n * p) ** 2 / (n * p)),
        0,
      )
      // The 99.9 % quantile for 3 degrees of freedom.
      expect(chiSquare).toBeLessThan(16.27)
      result.dispose()
      constants.dispose()
    })

    test('never leaves the vocabulary and takes the lowest id of a tie when greedy', async () => {
      const constants = new Constants()
      const logits = tf.tensor3d([
        [
          [-200, 1, 1, -200],
          [-200, 1, 1, -200],
          [-200, 1, 1, -200],
        ],
      ])
      const threshold = tf.tensor3d([[[1 - 2 ** -18], [2 ** -24], [1e-30]]])
      const inverse = tf.tensor3d([[[1e20], [1], [1]]])
      const { token } = sample(logits, inverse, threshold, constants)
      expect(Array.from(await token.data())).toEqual([1, 2, 2])
      constants.dispose()
    })

    test('gives the same responses in chunks of any size', async () => {
      const own = backend === 'cpu' ? await openCpu() : await openWebGpu()
      const chunked = new ReferenceEngine({ ...own, largestBuffer: 1_200 })
      const packing = { length: 3, keys: keysFor(PROMPTS.length), temperature: 1, slotOf: [0, 0] }
      const prompts = packPrompts([PROMPTS], packing)
      expect(rowChunks(prompts, 2, population.shape, SAMPLING.maxResponse, 1_200).length).toBeGreaterThan(1)
      const copy = chunked.restore(await engine.snapshot(population))
      expect(await chunked.rollout(copy, prompts, SAMPLING)).toEqual(await roll(PROMPTS, 3, 1))
      chunked.dispose()
    })

    test('leaks no tensor', async () => {
      await roll(PROMPTS, 3, 1)
      const before = tf.memory().numTensors
      await roll(PROMPTS, 3, 1)
      expect(tf.memory().numTensors).toBe(before)
    })
  })
}

function responseOf({ tokens, lengths, rows, maxResponse }: Rollouts, member: number, row: number): number[] {
  const start = (member * rows + row) * maxResponse
  return Array.from(tokens.subarray(start, start + (lengths[member * rows + row] ?? 0)))
}
