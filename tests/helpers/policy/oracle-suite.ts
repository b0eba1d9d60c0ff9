import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PolicyEngine, Population } from '../../../src/policy/engine'
import model from '../../oracle/model.json'
import type { EngineUnderTest } from './engines'
import { OPTIMIZER, randomBatch, relativeError, TINY, UNIFORM } from './fixtures'
import { ORACLE_NAMES, ORACLE_OBJECTIVES, ORACLE_SHAPE, ORACLE_SPANS, oracleBatch, oracleParameters } from './oracle'
import { freshSnapshot, gradientsOf } from './seam'

/** An engine, through the seam alone, against PyTorch's float64 vectors (tests/oracle). */
export function oracleSuite(subject: EngineUnderTest): void {
  describe(`oracle vectors on ${subject.name}`, () => {
    let engine: PolicyEngine
    beforeAll(async () => {
      engine = await subject.open()
    })
    afterAll(() => {
      engine.dispose()
    })

    function oraclePopulation(members: number): Population {
      const parameters = Array.from({ length: members }, oracleParameters).flat()
      return engine.restore(freshSnapshot(ORACLE_SHAPE, members, Float32Array.from(parameters)))
    }

    test('log-probabilities and entropies of the decoder', async () => {
      const population = oraclePopulation(1)
      const { logProbs, entropies } = await engine.score(population, oracleBatch(1))
      expect(relativeError(logProbs, model.logp.flat())).toBeLessThan(1e-5)
      expect(relativeError(entropies, model.entropy.flat())).toBeLessThan(1e-5)
      population.dispose()
    })

    test('loss, weights and every gradient of five objectives in one population', async () => {
      const members = ORACLE_OBJECTIVES.length
      const population = oraclePopulation(members)
      const step = { objectives: ORACLE_OBJECTIVES }
      const { gradients, metrics } = await gradientsOf(engine, population, oracleBatch(members), step)
      const tokens = model.responseMask.flat().reduce((a, b) => a + b)
      ORACLE_NAMES.forEach((name, member) => {
        const expected = model.objectives[name]
        const weights = expected.weights.flat()
        const sum = weights.reduce((a, b) => a + b)
        const sumOfSquares = weights.reduce((a, b) => a + b * b, 0)
        expect(metrics[member]?.loss, name).toBeCloseTo(expected.loss, 5)
        expect(metrics[member]?.meanWeight, name).toBeCloseTo(sum / tokens, 5)
        expect(metrics[member]?.effectiveSampleSize, name).toBeCloseTo(sum ** 2 / (tokens * sumOfSquares), 5)
        const grads = expected.grads as Record<string, number[]>
        for (const { name: tensor, offset, size } of ORACLE_SPANS) {
          const part = gradients[member]?.subarray(offset, offset + size) ?? []
          expect(relativeError(part, grads[tensor] ?? []), `${name} ${tensor}`).toBeLessThan(1e-4)
        }
        const norm = Math.hypot(...Object.values(grads).flat())
        expect(metrics[member]?.gradNorm, name).toBeCloseTo(norm, 4)
      })
      population.dispose()
    })

    test('AdamW with clipping, recomputed in float64 from what it did to the moments', async () => {
      const population = engine.createPopulation(TINY, [1])
      let clipped = 0
      let before = await engine.snapshot(population)
      for (let step = 1; step <= 4; step++) {
        const settings = { ...OPTIMIZER, maxGradNorm: step % 2 === 0 ? 1e30 : 0.5 }
        const { learningRate, beta1, beta2, epsilon, weightDecay, maxGradNorm } = settings
        const batch = randomBatch(step, [0])
        const [metrics] = await engine
          .trainStep(population, batch, { objectives: [UNIFORM], optimizer: settings })
          .metrics()
        const after = await engine.snapshot(population)
        const [old, fresh] = [before, after]
        const at = (values: Float32Array, i: number): number => values[i] ?? NaN
        const places = Array.from(old.parameters.keys())
        const gradient = places.map((i) => (at(fresh.firstMoments, i) - beta1 * at(old.firstMoments, i)) / (1 - beta1))
        const norm = metrics?.gradNorm ?? NaN
        if (norm > maxGradNorm) clipped++
        expect(Math.hypot(...gradient)).toBeCloseTo(Math.min(norm, maxGradNorm), 4)
        const seconds = places.map((i) => beta2 * at(old.secondMoments, i) + (1 - beta2) * (gradient[i] ?? NaN) ** 2)
        expect(relativeError(fresh.secondMoments, seconds)).toBeLessThan(1e-5)
        const parameters = places.map((i) => {
          const first = at(fresh.firstMoments, i) / (1 - beta1 ** step)
          const second = at(fresh.secondMoments, i) / (1 - beta2 ** step)
          return (
            at(old.parameters, i) * (1 - learningRate * weightDecay) -
            (learningRate * first) / (Math.sqrt(second) + epsilon)
          )
        })
        expect(relativeError(fresh.parameters, parameters)).toBeLessThan(1e-6)
        before = after
      }
      expect(clipped).toBeGreaterThan(0)
      population.dispose()
    })
  })
}
