import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type {
  PolicyEngine,
  Population,
  StepMetrics,
  StepResult,
  StepSettings,
  TrainBatch,
} from '../../../src/policy/engine'
import { METRICS_KEPT } from '../../../src/policy/engine'
import type { Objective } from '../../../src/policy/objective'
import { packSequences } from '../../../src/policy/batch'
import type { EngineUnderTest } from './engines'
import { DISTILLED, GRPO, OPTIMIZER, pear, randomBatch, randomSequences, sft, TINY, UNIFORM } from './fixtures'

const MIXED: Objective[] = [
  UNIFORM,
  sft({ kind: 'probability' }, 'sequence'),
  pear('token'),
  pear('block', { normalise: true }),
  pear('sequence', { ratio: 'initial' }),
  { ...GRPO, klBeta: 0.1 },
]

/** What holds of training whatever the numbers are. */
export function trainingSuite(subject: EngineUnderTest): void {
  describe(`training on ${subject.name}`, () => {
    let engine: PolicyEngine
    beforeAll(async () => {
      engine = await subject.open()
    })
    afterAll(() => {
      engine.dispose()
    })

    /** Parameters after two steps of members with these seeds, from scratch. */
    async function trained(
      seeds: number[],
      objectives: Objective[],
      slotOf: number[],
      batchOf: (step: number) => TrainBatch,
      on = engine,
    ): Promise<Float32Array[]> {
      const population = on.createPopulation(TINY, seeds)
      const reference = on.createPopulation(
        TINY,
        seeds.map((seed) => seed + 100),
      )
      for (const step of [0, 1]) {
        const settings: StepSettings = { objectives, optimizer: OPTIMIZER, reference }
        await on.trainStep(population, { ...batchOf(step), slotOf }, settings).metrics()
      }
      const { parameters } = await on.snapshot(population)
      population.dispose()
      reference.dispose()
      const size = parameters.length / seeds.length
      return seeds.map((_, member) => parameters.slice(member * size, (member + 1) * size))
    }

    test('gives a member the bits it has alone, and a rerun the same bits', async () => {
      const seeds = MIXED.map((_, i) => 1 + (i % 2))
      const slotOf = MIXED.map((_, i) => i % 2)
      const batchOf = (step: number): TrainBatch => randomBatch(10 * step, [0, 1])
      const together = await trained(seeds, MIXED, slotOf, batchOf)
      expect(await trained(seeds, MIXED, slotOf, batchOf)).toEqual(together)
      for (const [member, objective] of MIXED.entries()) {
        const slot = slotOf[member] ?? 0
        const alone = await trained([seeds[member] ?? 0], [objective], [slot], batchOf)
        expect(alone[0], `member ${member}`).toEqual(together[member])
      }
    })

    test('gives the same bits whether members go through a pass together or one by one', async () => {
      const frugal = await subject.openFrugal()
      const seeds = MIXED.map((_, i) => i)
      const slotOf = MIXED.map((_, i) => i % 2)
      const batchOf = (step: number): TrainBatch => randomBatch(10 * step, [0, 1])
      expect(await trained(seeds, MIXED, slotOf, batchOf, frugal)).toEqual(await trained(seeds, MIXED, slotOf, batchOf))
      const [mine, other] = [frugal, engine].map((one) => {
        const population = one.createPopulation(TINY, seeds)
        return one.score(population, { ...batchOf(3), slotOf }, population)
      })
      expect(await mine).toEqual(await other)
      frugal.dispose()
    })

    test('does not depend on padding, empty rows or prompt garbage', async () => {
      const sequences = randomSequences(5, 3)
      const population = engine.createPopulation(TINY, [1])
      const results = []
      for (const [length, rows] of [
        [8, 3],
        [11, 5],
      ] as const) {
        const fork = engine.fork([{ population, member: 0 }])
        const empty = new Array<{ prompt: number[]; response: number[] }>(rows - 3).fill({ prompt: [2], response: [] })
        const batch: TrainBatch = packSequences([[...sequences, ...empty]], length, [0])
        // Whatever stands off the response must not matter.
        batch.behaviourLogProbs = new Float32Array(rows * length).fill(NaN)
        sequences.forEach(({ prompt, response }, row) => {
          const start = row * length + prompt.length - 1
          batch.behaviourLogProbs?.fill(-1.5, start, start + response.length)
        })
        const step = engine.trainStep(fork, batch, {
          objectives: [pear('block', { normalise: true })],
          optimizer: OPTIMIZER,
        })
        results.push({ metrics: (await step.metrics())[0], snapshot: await engine.snapshot(fork) })
        fork.dispose()
      }
      const [short, long] = results
      expect(long?.metrics?.loss).toBeCloseTo(short?.metrics?.loss ?? NaN, 5)
      const moments = Array.from(short?.snapshot.firstMoments ?? [])
      const worst = Math.max(...moments.map((m, i) => Math.abs(m - (long?.snapshot.firstMoments[i] ?? NaN))))
      expect(worst).toBeLessThan(1e-6)
      population.dispose()
    })

    test('gives no NaN for a batch without any response token', async () => {
      const population = engine.createPopulation(TINY, [1, 2])
      const batch: TrainBatch = { ...packSequences([[{ prompt: [1, 2], response: [] }]], 4, [0, 0]) }
      batch.behaviourLogProbs = new Float32Array(4)
      batch.oldLogProbs = new Float32Array(4)
      batch.advantages = new Float32Array(1)
      const objectives = [pear('token', { normalise: true }), GRPO]
      await engine.trainStep(population, batch, { objectives, optimizer: OPTIMIZER }).metrics()
      const { parameters } = await engine.snapshot(population)
      expect(parameters.every(Number.isFinite)).toBe(true)
      population.dispose()
    })

    test('learns a fixed response', async () => {
      const population = engine.createPopulation(TINY, [3])
      const batch = packSequences([[{ prompt: [1, 2], response: [3, 4, 0] }]], 4, [0])
      const losses: number[] = []
      for (let step = 0; step < 25; step++) {
        const settings = { objectives: [UNIFORM], optimizer: { ...OPTIMIZER, learningRate: 0.02 } }
        losses.push((await engine.trainStep(population, batch, settings).metrics())[0]?.loss ?? NaN)
      }
      expect(losses.at(-1)).toBeLessThan((losses[0] ?? NaN) / 5)
      population.dispose()
    })

    test('multiplies the learning rate of a member by its factor, and leaves its moments to the gradients', async () => {
      const factors = [1, 0.25, 0]
      const slotOf = [0, 0, 0]
      const objectives = [UNIFORM, UNIFORM, UNIFORM]
      const population = engine.createPopulation(TINY, [4, 4, 4])
      const before = await engine.snapshot(population)
      const size = before.parameters.length / 3
      const settings = { objectives, optimizer: OPTIMIZER, rateFactors: factors }
      for (const step of [0, 1]) engine.trainStep(population, randomBatch(step, slotOf), settings)
      const after = await engine.snapshot(population)
      for (const [member, factor] of factors.entries()) {
        const alone = engine.createPopulation(TINY, [4])
        const optimizer = { ...OPTIMIZER, learningRate: OPTIMIZER.learningRate * factor }
        for (const step of [0, 1]) engine.trainStep(alone, randomBatch(step, [0]), { objectives: [UNIFORM], optimizer })
        const expected = await engine.snapshot(alone)
        alone.dispose()
        expect(after.parameters.slice(member * size, (member + 1) * size)).toEqual(expected.parameters)
      }
      expect(after.parameters.slice(2 * size)).toEqual(before.parameters.slice(2 * size))
      expect(after.firstMoments.slice(2 * size).some((moment) => moment !== 0)).toBe(true)
      population.dispose()
    })

    test('takes given weights: ones are SFT, zeros teach nothing, and a sign turns the gradient', async () => {
      const { oldLogProbs: _, ...batch } = randomBatch(2, [0])
      const given = sft({ kind: 'given' })
      const stepWith = async (objective: Objective, value: number) => {
        const population = engine.createPopulation(TINY, [5])
        const weights = new Float32Array(batch.inputs.length).fill(value)
        const step = engine.trainStep(
          population,
          { ...batch, weights },
          { objectives: [objective], optimizer: { ...OPTIMIZER, weightDecay: 0 } },
        )
        const result = { metrics: (await step.metrics())[0], after: await engine.snapshot(population) }
        population.dispose()
        return result
      }
      const [uniform, ones, minus, zeros] = [
        await stepWith(UNIFORM, 1),
        await stepWith(given, 1),
        await stepWith(given, -2),
        await stepWith(given, 0),
      ]
      expect(ones).toEqual(uniform)
      expect(minus.metrics?.loss).toBeCloseTo(-2 * (uniform.metrics?.loss ?? NaN), 5)
      expect(minus.metrics?.meanWeight).toBeCloseTo(-2, 6)
      const turned = Array.from(minus.after.firstMoments).map(
        (moment, i) => moment * (uniform.after.firstMoments[i] ?? NaN) <= 0,
      )
      expect(turned.every(Boolean)).toBe(true)
      expect(zeros.metrics).toMatchObject({ loss: 0, gradNorm: 0, meanWeight: 0 })
      expect(zeros.after.firstMoments.every((moment) => moment === 0)).toBe(true)
    })

    test('finds no loss and no gradient in KL to a behaviour policy that is the policy itself', async () => {
      const population = engine.createPopulation(TINY, [6])
      const batch = randomBatch(4, [0])
      const behaviourDistributions = new Float32Array(batch.inputs.length * TINY.vocabulary)
      for (let token = 0; token < TINY.vocabulary; token++) {
        const targets = new Int32Array(batch.targets.length).fill(token)
        const { logProbs } = await engine.score(population, { ...batch, targets })
        logProbs.forEach((logProb, at) => (behaviourDistributions[at * TINY.vocabulary + token] = Math.exp(logProb)))
      }
      const settings = { objectives: [DISTILLED], optimizer: { ...OPTIMIZER, weightDecay: 0 } }
      const step = engine.trainStep(population, { ...batch, behaviourDistributions }, settings)
      const [metrics] = await step.metrics()
      expect(Math.abs(metrics?.loss ?? NaN)).toBeLessThan(1e-6)
      expect(metrics?.gradNorm).toBeLessThan(1e-5)
      expect(metrics?.nll).toBeGreaterThan(0.5)
      population.dispose()
    })

    test('finds in KL to a behaviour policy that is sure of its token what NLL finds, beside members with NLL', async () => {
      const population = engine.createPopulation(TINY, [6, 6])
      const batch = randomBatch(4, [0, 0])
      const behaviourDistributions = new Float32Array(batch.inputs.length * TINY.vocabulary)
      batch.targets.forEach((token, at) => (behaviourDistributions[at * TINY.vocabulary + token] = 1))
      const pearKl: Objective = { ...pear('token'), loss: 'kl' }
      const settings = { objectives: [pearKl, pear('token')], optimizer: OPTIMIZER }
      const [kl, nll] = await engine.trainStep(population, { ...batch, behaviourDistributions }, settings).metrics()
      for (const name of ['loss', 'gradNorm', 'nll', 'meanWeight'] as const)
        expect(kl?.[name]).toBeCloseTo(nll?.[name] ?? NaN, 5)
      const { firstMoments } = await engine.snapshot(population)
      const half = firstMoments.length / 2
      const worst = Math.max(
        ...firstMoments.slice(0, half).map((m, i) => Math.abs(m - (firstMoments[half + i] ?? NaN))),
      )
      expect(worst).toBeLessThan(1e-6)
      population.dispose()
    })

    test('reports metrics only where the objective has them', async () => {
      const population = engine.createPopulation(TINY, [1, 2, 3])
      const batch = randomBatch(1, [0, 0, 0])
      const scores = await engine.score(population, batch, population)
      const step = engine.trainStep(population, batch, {
        objectives: [UNIFORM, pear('token'), GRPO],
        optimizer: OPTIMIZER,
      })
      const [uniform, weighted, rl] = await step.metrics()
      expect(uniform?.meanWeight).toBeCloseTo(1, 5)
      expect(uniform?.effectiveSampleSize).toBeCloseTo(1, 5)
      expect(uniform).toMatchObject({
        kl: NaN,
        deltaClippedLow: NaN,
        mismatchMax: NaN,
      })
      expect(weighted?.effectiveSampleSize).toBeGreaterThan(0)
      expect(weighted?.effectiveSampleSize).toBeLessThanOrEqual(1)
      expect((weighted?.deltaClippedLow ?? NaN) + (weighted?.deltaClippedHigh ?? NaN)).toBeGreaterThan(0)
      expect(rl).toMatchObject({ meanWeight: NaN, deltaClippedHigh: NaN })
      // The GRPO member reads slot 0; its mismatch and entropy can be found from the scores.
      const size = batch.rows * batch.length
      const gaps: number[] = []
      const entropies: number[] = []
      for (let row = 0; row < batch.rows; row++) {
        const start = row * batch.length + (batch.firsts[row] ?? 0)
        for (let at = start; at < start + (batch.counts[row] ?? 0); at++) {
          gaps.push(Math.abs((scores.logProbs[2 * size + at] ?? NaN) - (batch.oldLogProbs?.[at] ?? NaN)))
          entropies.push(scores.entropies[2 * size + at] ?? NaN)
        }
      }
      expect(rl?.mismatchMax).toBeCloseTo(Math.max(...gaps), 5)
      expect(rl?.mismatchMean).toBeCloseTo(gaps.reduce((a, b) => a + b) / gaps.length, 5)
      expect(rl?.entropy).toBeCloseTo(entropies.reduce((a, b) => a + b) / entropies.length, 5)
      expect(scores.kl?.every((value) => Math.abs(value) < 1e-6)).toBe(true)
      population.dispose()
    })

    test('gives the metrics of several steps asked for together, up to the last that is kept', async () => {
      const [now, later] = [engine.createPopulation(TINY, [1]), engine.createPopulation(TINY, [1])]
      const step = (population: Population, i: number): StepResult =>
        engine.trainStep(population, randomBatch(i % 3, [0], 1, 8), { objectives: [UNIFORM], optimizer: OPTIMIZER })
      const oneByOne: StepMetrics[][] = []
      for (let i = 0; i < METRICS_KEPT; i++) oneByOne.push(await step(now, i).metrics())
      const results = oneByOne.map((_, i) => step(later, i))
      expect(await Promise.all(results.map((result) => result.metrics()))).toEqual(oneByOne)
      // What was read is the same when it is read again, until one step too many.
      expect(await results[0]?.metrics()).toEqual(oneByOne[0])
      step(later, 0)
      await expect(results[0]?.metrics()).rejects.toThrow(RangeError)
      await expect(results[0]?.metrics()).rejects.toThrow(/within 32 steps/)
      expect(await results[1]?.metrics()).toEqual(oneByOne[1])
      // Steps of other populations do not count.
      step(now, 0)
      expect(await results[1]?.metrics()).toEqual(oneByOne[1])
      now.dispose()
      later.dispose()
    })

    test('gives metrics that were asked for in time, whatever comes before they are there', async () => {
      const population = engine.createPopulation(TINY, [1])
      const step = (): StepResult =>
        engine.trainStep(population, randomBatch(1, [0], 1, 8), { objectives: [UNIFORM], optimizer: OPTIMIZER })
      const first = step()
      const expected = await first.metrics()
      const again = first.metrics()
      for (let i = 0; i < METRICS_KEPT + 1; i++) step()
      expect(await again).toEqual(expected)
      const last = step().metrics()
      population.dispose()
      expect((await last)[0]?.loss).toBeLessThan(expected[0]?.loss ?? NaN)
    })

    test('snapshots, restores and forks with the same bits', async () => {
      const population = engine.createPopulation(TINY, [1, 2])
      const settings = { objectives: [UNIFORM, pear('token')], optimizer: OPTIMIZER }
      const batch = randomBatch(3, [0, 0])
      engine.trainStep(population, batch, settings)
      const saved = await engine.snapshot(population)
      const copy = engine.restore(saved)
      engine.trainStep(population, batch, settings)
      engine.trainStep(copy, batch, settings)
      const after = await engine.snapshot(population)
      expect(saved.steps).toBe(1)
      expect(after.parameters).not.toEqual(saved.parameters)
      expect(await engine.snapshot(copy)).toEqual(after)
      const fork = engine.fork([
        { population: copy, member: 1 },
        { population, member: 1 },
      ])
      const forked = await engine.snapshot(fork)
      const half = after.parameters.length / 2
      expect(forked.parameters).toEqual(
        Float32Array.from([...after.parameters.slice(half), ...after.parameters.slice(half)]),
      )
      expect(forked.firstMoments.every((m) => m === 0)).toBe(true)
      expect(forked.steps).toBe(0)
      ;[population, copy, fork].forEach((p) => {
        p.dispose()
      })
    })

    test('compares updates by their norms and the cosine between them', async () => {
      const populations = [3, 4, 5].map((seed) => engine.createPopulation(TINY, [seed, seed + 10, seed + 20]))
      const [start, middle, end] = populations as [Population, Population, Population]
      const geometry = await engine.compareUpdates(start, middle, end)
      const [a, b, c] = (await Promise.all(populations.map((one) => engine.snapshot(one)))).map((one) => one.parameters)
      const size = (a?.length ?? 0) / 3
      expect(geometry).toHaveLength(3)
      geometry.forEach(({ firstNorm, secondNorm, cosine }, member) => {
        const difference = (x?: Float32Array, y?: Float32Array): number[] =>
          Array.from({ length: size }, (_, i) => (y?.[member * size + i] ?? NaN) - (x?.[member * size + i] ?? NaN))
        const dot = (x: number[], y: number[]): number => x.reduce((sum, value, i) => sum + value * (y[i] ?? NaN), 0)
        const [u, v] = [difference(a, b), difference(b, c)]
        expect(firstNorm).toBeCloseTo(Math.sqrt(dot(u, u)), 4)
        expect(secondNorm).toBeCloseTo(Math.sqrt(dot(v, v)), 4)
        expect(cosine).toBeCloseTo(dot(u, v) / Math.sqrt(dot(u, u) * dot(v, v)), 5)
      })
      expect((await engine.compareUpdates(start, start, middle))[1]).toMatchObject({ firstNorm: 0, cosine: NaN })
      populations.forEach((one) => {
        one.dispose()
      })
    })
  })
}
