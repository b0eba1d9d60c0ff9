import * as tf from '@tensorflow/tfjs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createRng } from '../../../src/core/rng'
import { packPrompts } from '../../../src/policy/batch'
import { METRICS_KEPT, type PolicyEngine } from '../../../src/policy/engine'
import { openReferenceEngine } from '../../../src/policy/reference'
import { rowChunks } from '../../../src/policy/reference/chunks'
import { sample } from '../../../src/policy/reference/sampler'
import { Constants } from '../../../src/policy/reference/tensors'
import { type Backend, OPTIMIZER, pear, randomBatch, TINY, UNIFORM } from './fixtures'

/** What holds of the reference engine's own parts: its sampler, its chunks, and its tensors. */
export function referenceSuite(backend: Backend): void {
  describe(`the reference's parts on ${backend}`, () => {
    let engine: PolicyEngine
    beforeAll(async () => {
      engine = await openReferenceEngine(backend)
    })
    afterAll(() => {
      engine.dispose()
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

    test('cuts a rollout where a buffer would be too large', () => {
      const prompts = packPrompts([[[1], [2]]], { length: 3, keys: new Uint32Array(4), temperature: 1, slotOf: [0, 0] })
      expect(rowChunks(prompts, 2, TINY, 4, 600).length).toBe(2)
      expect(rowChunks(prompts, 2, TINY, 4, 1e9).length).toBe(1)
    })

    test('leaks no tensor, whether metrics are read or not', async () => {
      const batch = randomBatch(3, [0, 0])
      const settings = { objectives: [UNIFORM, pear('token')], optimizer: OPTIMIZER }
      const prompts = packPrompts([[[1, 2]]], { length: 2, keys: new Uint32Array(2), temperature: 1, slotOf: [0, 0] })
      const counts: number[] = []
      for (let round = 0; round < 3; round++) {
        const population = engine.createPopulation(TINY, [1, 2])
        for (let step = 0; step < 4; step++) {
          const result = engine.trainStep(population, batch, settings)
          if (step % 2 === 0) await result.metrics()
          await engine.score(population, batch)
          await engine.rollout(population, prompts, { maxResponse: 2, stops: [0] })
        }
        population.dispose()
        counts.push(tf.memory().numTensors)
      }
      expect(new Set(counts).size).toBeLessThanOrEqual(2)
      expect(counts[2]).toBe(counts[1])
    })

    test('keeps no more reports than can be asked for', () => {
      const population = engine.createPopulation(TINY, [1])
      const step = (): number => {
        engine.trainStep(population, randomBatch(3, [0], 1), { objectives: [UNIFORM], optimizer: OPTIMIZER })
        return tf.memory().numTensors
      }
      const counts = Array.from({ length: METRICS_KEPT + 3 }, step)
      expect(counts[METRICS_KEPT + 2]).toBe(counts[METRICS_KEPT - 1])
      population.dispose()
    })
  })
}
