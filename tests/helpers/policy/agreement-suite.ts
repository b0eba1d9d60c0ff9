import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PolicyEngine, Population, StepMetrics, TrainBatch } from '../../../src/policy/engine'
import type { PolicyShape } from '../../../src/policy/shape'
import { type EngineUnderTest, referenceOn } from './engines'
import { OPTIMIZER, relativeError } from './fixtures'
import { metricsError, objectivesOf, raggedBatch, responsePlaces } from './random'
import { gradientsOf } from './seam'

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

/** An engine against the reference engine in plain JavaScript, in shapes that no vector or tile divides. */
export function agreementSuite(subject: EngineUnderTest): void {
  describe(`${subject.name} agrees with the reference in plain JavaScript`, () => {
    let engines: [own: PolicyEngine, reference: PolicyEngine]
    beforeAll(async () => {
      engines = [await subject.open(), await referenceOn('cpu').open()]
    })
    afterAll(() => {
      for (const engine of engines) engine.dispose()
    })

    /** What both engines make of the same thing, the reference's last. */
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
      const [own, reference] = await both(async (engine) => {
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
        expect(relativeError(at(own[name]), at(reference[name])), name).toBeLessThan(2e-6)
      }
    })

    test.each(CASES)('in gradients and metrics of all objectives: $what', async (one) => {
      const batch = batchOf(2, one)
      for (const hasReference of [false, true]) {
        const objectives = objectivesOf(one.slotOf.length, hasReference)
        const [own, reference] = await both(async (engine) => {
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
          expect(relativeError(own.gradients[member] ?? [], [...gradient]), what).toBeLessThan(1e-5)
        })
        expect(metricsError(own.metrics, reference.metrics)).toBeLessThan(1e-5)
      }
    })

    test.each(CASES)('in parameters and moments after three steps: $what', async (one) => {
      // With a small ε Adam's step is the sign of the smallest gradients, and so of their rounding.
      const optimizer = { ...OPTIMIZER, epsilon: 1e-2 }
      const objectives = objectivesOf(one.slotOf.length, true)
      const [own, reference] = await both(async (engine) => {
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
      expect(metricsError(own.metrics, reference.metrics)).toBeLessThan(2e-5)
      expect(own.snapshot.steps).toBe(3)
      for (const name of ['parameters', 'firstMoments', 'secondMoments'] as const) {
        expect(relativeError(own.snapshot[name], [...reference.snapshot[name]]), name).toBeLessThan(2e-5)
      }
    })

    test('in a batch without any response token, in which only weight decay acts', async () => {
      const one = CASES[1] as Case
      const [own, reference] = await both(async (engine) => {
        const [population, frozen] = populationsOf(engine, one)
        const objectives = objectivesOf(7, true)
        const step = { objectives, optimizer: OPTIMIZER, reference: frozen }
        const metrics = await engine.trainStep(population, batchOf(5, one, false), step).metrics()
        return { metrics, parameters: (await engine.snapshot(population)).parameters }
      })
      expect(own.parameters.every(Number.isFinite)).toBe(true)
      expect(relativeError(own.parameters, [...reference.parameters])).toBeLessThan(1e-7)
      expect(own.metrics.map(({ loss, gradNorm }) => [loss, gradNorm])).toEqual(
        reference.metrics.map(({ loss, gradNorm }) => [loss, gradNorm]),
      )
    })
  })
}
