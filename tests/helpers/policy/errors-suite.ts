import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { packPrompts } from '../../../src/policy/batch'
import type { PolicyEngine, Population, StepSettings, TrainBatch } from '../../../src/policy/engine'
import type { Objective } from '../../../src/policy/objective'
import type { EngineUnderTest } from './engines'
import { GRPO, OPTIMIZER, pear, randomBatch, TINY, UNIFORM } from './fixtures'

/** What an engine refuses, and what it says. */
export function errorsSuite(subject: EngineUnderTest): void {
  describe(`refusals of ${subject.name}`, () => {
    let engine: PolicyEngine
    let population: Population
    beforeAll(async () => {
      engine = await subject.open()
      population = engine.createPopulation(TINY, [1])
    })
    afterAll(() => {
      engine.dispose()
    })

    function train(
      objective: Objective,
      change: (batch: TrainBatch) => void,
      more: Partial<StepSettings> = {},
    ): () => void {
      const batch = randomBatch(1, [0])
      change(batch)
      return () => engine.trainStep(population, batch, { objectives: [objective], optimizer: OPTIMIZER, ...more })
    }

    const keep = (): void => undefined

    test('says what an objective lacks', () => {
      expect(train(pear('token'), (batch) => delete batch.behaviourLogProbs)).toThrow(/behaviourLogProbs/)
      expect(train(pear('token', { ratio: 'initial' }), keep)).toThrow(/reference/)
      expect(train(GRPO, (batch) => delete batch.oldLogProbs)).toThrow(/oldLogProbs/)
      expect(train(GRPO, (batch) => delete batch.advantages)).toThrow(/advantages/)
      expect(train({ ...GRPO, klBeta: 0.1 }, keep)).toThrow(/reference/)
      expect(train(UNIFORM, keep, { objectives: [UNIFORM, UNIFORM] })).toThrow(RangeError)
      expect(train(UNIFORM, keep, { reference: engine.createPopulation(TINY, [1, 2]) })).toThrow(RangeError)
    })

    test('refuses batches that contradict themselves', () => {
      const cases: ((batch: TrainBatch) => void)[] = [
        (batch) => (batch.inputs = new Int32Array(3)),
        (batch) => (batch.targets[0] = TINY.vocabulary),
        (batch) => (batch.counts[0] = batch.length + 1),
        (batch) => (batch.firsts[0] = -1),
        (batch) => (batch.slotOf = [1]),
        (batch) => (batch.slotOf = [0, 0]),
        (batch) => (batch.behaviourLogProbs = new Float32Array(2)),
      ]
      for (const change of cases) expect(train(UNIFORM, change)).toThrow(RangeError)
    })

    test('refuses prompts and shapes that cannot be', async () => {
      const packing = { length: 2, keys: new Uint32Array(2), temperature: 1, slotOf: [0] }
      const good = packPrompts([[[1, 2]]], packing)
      const sampling = { maxResponse: 2, stops: [] }
      await expect(engine.rollout(population, good, { ...sampling, maxResponse: 0 })).rejects.toThrow(RangeError)
      await expect(engine.rollout(population, { ...good, lengths: Int32Array.of(3) }, sampling)).rejects.toThrow(
        RangeError,
      )
      await expect(
        engine.rollout(population, { ...good, temperatures: Float32Array.of(-1) }, sampling),
      ).rejects.toThrow(RangeError)
      expect(() => engine.createPopulation({ ...TINY, dModel: 6 }, [1])).toThrow(RangeError)
      expect(() => engine.fork([])).toThrow(RangeError)
      for (const member of [1, -1, 0.5]) expect(() => engine.fork([{ population, member }])).toThrow(RangeError)
    })

    test('refuses populations of others and disposed ones', async () => {
      const gone = engine.createPopulation(TINY, [1])
      gone.dispose()
      await expect(engine.snapshot(gone)).rejects.toThrow(/disposed/)
      const other = await subject.open()
      await expect(other.snapshot(population)).rejects.toThrow(/engine/)
      other.dispose()
      expect(() => other.createPopulation(TINY, [1])).toThrow(/disposed/)
    })

    test('gives no metrics of a population that was disposed, and goes on', async () => {
      const gone = engine.createPopulation(TINY, [1])
      const step = (own: Population) =>
        engine.trainStep(own, randomBatch(1, [0]), { objectives: [UNIFORM], optimizer: OPTIMIZER })
      const result = step(gone)
      gone.dispose()
      await expect(result.metrics()).rejects.toThrow(/disposed/)
      expect(await step(population).metrics()).toHaveLength(1)
    })

    test('refuses a snapshot whose arrays do not fit', async () => {
      const snapshot = await engine.snapshot(population)
      expect(() => engine.restore({ ...snapshot, members: 2 })).toThrow(RangeError)
    })
  })
}
