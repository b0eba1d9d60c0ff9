import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PolicyEngine, Population, StepMetrics, TrainBatch } from '../../../src/policy/engine'
import type { PolicyShape } from '../../../src/policy/shape'
import { openFusedEngine } from '../../../src/policy/webgpu'
import { DEFAULT_VARIANTS, TILES } from '../../../src/policy/webgpu/variants'
import { referenceOn } from '../../helpers/policy/engines'
import { OPTIMIZER, relativeError } from '../../helpers/policy/fixtures'
import { metricsError, objectivesOf, raggedBatch, responsePlaces } from '../../helpers/policy/random'
import { gradientsOf } from '../../helpers/policy/seam'

interface Case {
  what: string
  shape: PolicyShape
  rows: number
  length: number
  slotOf: number[]
}

const CASES: Case[] = [
  {
    what: 'one token of everything',
    shape: { vocabulary: 3, dModel: 2, heads: 1, layers: 1, dFF: 1 },
    rows: 1,
    length: 1,
    slotOf: [0],
  },
  {
    what: 'three narrow heads, seven members, three slots',
    shape: { vocabulary: 7, dModel: 6, heads: 3, layers: 2, dFF: 5 },
    rows: 5,
    length: 7,
    slotOf: [2, 0, 1, 1, 0, 2, 0],
  },
  {
    what: 'heads of ten, more rows than one part of a sum',
    shape: { vocabulary: 33, dModel: 20, heads: 2, layers: 1, dFF: 30 },
    rows: 11,
    length: 13,
    slotOf: [1, 0, 0],
  },
  {
    what: 'heads of 32',
    shape: { vocabulary: 13, dModel: 64, heads: 2, layers: 1, dFF: 22 },
    rows: 3,
    length: 9,
    slotOf: [0, 1],
  },
  {
    what: 'one head of 64',
    shape: { vocabulary: 5, dModel: 64, heads: 1, layers: 1, dFF: 6 },
    rows: 2,
    length: 17,
    slotOf: [0],
  },
]

const EXCHANGING = TILES.filter(({ exchange }) => exchange)

describe.each([DEFAULT_VARIANTS.tile, ...EXCHANGING])(
  'tiles of $rows × $columns, exchange $exchange, agree with the reference in plain JavaScript',
  (tile) => {
    let engines: [fused: PolicyEngine, reference: PolicyEngine]
    beforeAll(async () => {
      engines = [await openFusedEngine({ variants: { ...DEFAULT_VARIANTS, tile } }), await referenceOn('cpu').open()]
    })
    afterAll(() => {
      for (const engine of engines) engine.dispose()
    })

    /** What both engines make of the same thing, the fused one first. */
    const both = async <T>(work: (engine: PolicyEngine) => Promise<T>): Promise<[T, T]> => [
      await work(engines[0]),
      await work(engines[1]),
    ]
    const populationsOf = (engine: PolicyEngine, { shape, slotOf }: Case): [Population, Population] => [
      engine.createPopulation(shape, [...slotOf.keys()]),
      engine.createPopulation(
        shape,
        slotOf.map((_, m) => 100 + m),
      ),
    ]
    const batchOf = (seed: number, { shape, rows, length, slotOf }: Case, fill = true): TrainBatch =>
      raggedBatch(seed, { vocabulary: shape.vocabulary, rows, length, slotOf }, fill)

    test.each(CASES)('in scores: $what', async (one) => {
      const batch = batchOf(1, one)
      const places = responsePlaces(batch)
      const [fused, reference] = await both(async (engine) => {
        const [population, frozen] = populationsOf(engine, one)
        const scores = await engine.score(population, batch, frozen)
        const plain = await engine.score(population, batch)
        expect(plain).toEqual({ logProbs: scores.logProbs, entropies: scores.entropies })
        population.dispose()
        frozen.dispose()
        return scores
      })
      expect(places.length).toBeGreaterThan(0)
      for (const name of ['logProbs', 'entropies', 'kl'] as const) {
        const at = (values: Float32Array | undefined): number[] => places.map((place) => values?.[place] ?? NaN)
        expect(relativeError(at(fused[name]), at(reference[name])), name).toBeLessThan(2e-6)
      }
    })

    test.each(CASES)('in gradients and metrics of all objectives: $what', async (one) => {
      const batch = batchOf(2, one)
      for (const hasReference of [false, true]) {
        const objectives = objectivesOf(one.slotOf.length, hasReference)
        const [fused, reference] = await both(async (engine) => {
          const [population, frozen] = populationsOf(engine, one)
          const result = await gradientsOf(engine, population, batch, {
            objectives,
            ...(hasReference && { reference: frozen }),
          })
          population.dispose()
          frozen.dispose()
          return result
        })
        reference.gradients.forEach((gradient, member) => {
          const what = `member ${member}, reference ${hasReference}`
          expect(Math.hypot(...gradient), what).toBeGreaterThan(0)
          expect(relativeError(fused.gradients[member] ?? [], [...gradient]), what).toBeLessThan(1e-5)
        })
        expect(metricsError(fused.metrics, reference.metrics)).toBeLessThan(1e-5)
      }
    })

    test.each(CASES)('in parameters and moments after three steps: $what', async (one) => {
      // With a small ε Adam's step is the sign of the smallest gradients, and so of their rounding.
      const optimizer = { ...OPTIMIZER, epsilon: 1e-2 }
      const objectives = objectivesOf(one.slotOf.length, true)
      const [fused, reference] = await both(async (engine) => {
        const [population, frozen] = populationsOf(engine, one)
        const metrics: StepMetrics[][] = []
        for (let step = 0; step < 3; step++) {
          const settings = { objectives, optimizer, reference: frozen }
          metrics.push(await engine.trainStep(population, batchOf(3 + step, one), settings).metrics())
        }
        const snapshot = await engine.snapshot(population)
        population.dispose()
        frozen.dispose()
        return { snapshot, metrics: metrics.flat() }
      })
      expect(metricsError(fused.metrics, reference.metrics)).toBeLessThan(2e-5)
      expect(fused.snapshot.steps).toBe(3)
      for (const name of ['parameters', 'firstMoments', 'secondMoments'] as const) {
        expect(relativeError(fused.snapshot[name], [...reference.snapshot[name]]), name).toBeLessThan(2e-5)
      }
    })

    test('in a batch without any response token, in which only weight decay acts', async () => {
      const one = CASES[1] as Case
      const [fused, reference] = await both(async (engine) => {
        const [population, frozen] = populationsOf(engine, one)
        const objectives = objectivesOf(7, true)
        const step = { objectives, optimizer: OPTIMIZER, reference: frozen }
        const metrics = await engine.trainStep(population, batchOf(5, one, false), step).metrics()
        return { metrics, parameters: (await engine.snapshot(population)).parameters }
      })
      expect(fused.parameters.every(Number.isFinite)).toBe(true)
      expect(relativeError(fused.parameters, [...reference.parameters])).toBeLessThan(1e-7)
      expect(fused.metrics.map(({ loss, gradNorm }) => [loss, gradNorm])).toEqual(
        reference.metrics.map(({ loss, gradNorm }) => [loss, gradNorm]),
      )
    })
  },
)
