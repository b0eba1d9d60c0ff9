import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { constantsOf, compiled, sftTraining } from '../../../src/config/armTraining'
import { parseConfig } from '../../../src/config/config'
import { armKinds, methods } from '../../../src/config/methods'
import { alignToTargets, responseValues } from '../../../src/policy/batch'
import type { PolicyEngine, Population, TrainBatch } from '../../../src/policy/engine'
import type { EngineUnderTest } from './engines'
import { randomBatch, relativeError, sft, TINY } from './fixtures'
import { gradientsOf } from './seam'

/** Weightings that differ in everything that a kernel reads: clips that bind on either side, blocks, both ratios, normalised or not. */
const WEIGHTINGS = [
  { gamma: 0.9, block: 2, deltaMin: -0.5, deltaMax: 0.5, logGMin: -1, logGMax: 1 },
  { gamma: 1, block: 3, deltaMin: -20, deltaMax: 20, logGMin: -50, logGMax: 50 },
  { gamma: 0.5, block: 1, deltaMin: -0.08, deltaMax: 0.3, logGMin: -0.2, logGMax: 0, ratio: 'initial' },
  { gamma: 0.99, block: 512, deltaMin: -2, deltaMax: 0, normalise: true },
  { gamma: 0.8, block: 2, deltaMin: 0, deltaMax: 1, ratio: 'initial', normalise: true },
]

/** Each kernel against the formula of its row: the same gradient, norm, loss and mean weight as weights that the host computed. */
export function methodsSuite(subject: EngineUnderTest): void {
  describe(`kernels and formulas on ${subject.name}`, () => {
    let engine: PolicyEngine
    let [population, initial]: Population[] = []
    beforeAll(async () => {
      engine = await subject.open()
      population = engine.createPopulation(TINY, [5])
      initial = engine.createPopulation(TINY, [6])
    })
    afterAll(() => {
      engine.dispose()
    })

    const kernels = armKinds.filter((kind) => methods[kind].kernel !== undefined)
    const cases = kernels.flatMap((kind) => WEIGHTINGS.map((pear, place) => [kind, place, pear] as const))
    test.each(cases)('%s, weighting %i', async (kind, place, pear) => {
      const parsed = parseConfig({ game: { id: 'track' }, pear })
      if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems))
      const training = kind === 'formula' ? undefined : sftTraining(kind, parsed.config)
      if (!training || !population || !initial) throw new Error('There is nothing to compare.')
      const batch = randomBatch(31 + place, [0], 6)
      const read = async (of: Population) => {
        const scores = await engine.score(of, batch)
        return { lp: rowsOf(batch, scores.logProbs), H: rowsOf(batch, scores.entropies) }
      }
      const lpb = rowsOf(batch, batch.behaviourLogProbs ?? new Float32Array())
      const figures = { ...(await read(population)), lpb, lp0: (await read(initial)).lp, V: TINY.vocabulary }
      const weights = compiled(training.formula).weights(figures, constantsOf(parsed.config.pear))
      const byKernel = await gradientsOf(engine, population, batch, {
        objectives: [training.objective],
        reference: initial,
      })
      const { oldLogProbs: _, ...plain } = batch
      const given = { ...plain, weights: alignToTargets(batch, [weights]) }
      const byFormula = await gradientsOf(engine, population, given, { objectives: [sft({ kind: 'given' })] })
      expect(relativeError(byKernel.gradients[0] ?? [], [...(byFormula.gradients[0] ?? [])])).toBeLessThan(1e-4)
      const mean = weights.flat().reduce((a, b) => a + b) / weights.flat().length
      for (const { metrics } of [byKernel, byFormula])
        expect(Math.abs((metrics[0]?.meanWeight ?? NaN) / mean - 1)).toBeLessThan(1e-5)
      for (const name of ['loss', 'gradNorm'] as const)
        expect(Math.abs((byKernel.metrics[0]?.[name] ?? NaN) / (byFormula.metrics[0]?.[name] ?? NaN) - 1)).toBeLessThan(
          1e-4,
        )
    })
  })
}

const rowsOf = (batch: TrainBatch, values: Float32Array): number[][] =>
  Array.from({ length: batch.rows }, (_, row) => responseValues(values, batch, 0, row))
