import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { packPrompts, packSequences } from '../../../src/policy/batch'
import type { Population, StepResult } from '../../../src/policy/engine'
import { METRICS_KEPT } from '../../../src/policy/engine'
import type { PolicyShape } from '../../../src/policy/shape'
import { type FusedEngine, openFusedEngine } from '../../../src/policy/webgpu'
import { OPTIMIZER, UNIFORM } from '../../helpers/policy/fixtures'
import { countingDevice, type Made, openOwnDevice } from '../../helpers/webgpu/devices'

const SHAPE: PolicyShape = { vocabulary: 3, dModel: 4, heads: 1, layers: 1, dFF: 4 }
const BATCH = packSequences([[{ prompt: [1], response: [2, 0] }]], 2, [0, 0])
const PROMPTS = packPrompts([[[1]]], { length: 1, keys: Uint32Array.of(1, 2), temperature: 1, slotOf: [0, 0] })

describe('the fused engine grows neither', () => {
  let engine: FusedEngine
  let made: Made
  beforeAll(async () => {
    const counted = countingDevice(await openOwnDevice())
    made = counted.made
    engine = await openFusedEngine({}, counted.open)
  })
  afterAll(() => {
    engine.dispose()
  })

  const train = (population: Population): StepResult =>
    engine.trainStep(population, BATCH, { objectives: [UNIFORM, UNIFORM], optimizer: OPTIMIZER })

  /** One of everything, of populations that are gone afterwards. */
  async function everything(): Promise<void> {
    const first = engine.createPopulation(SHAPE, [1, 2])
    const copy = engine.fork([
      { population: first, member: 1 },
      { population: first, member: 0 },
    ])
    train(first)
    await train(copy).metrics()
    await engine.score(copy, BATCH, first)
    await engine.rollout(copy, PROMPTS, { maxResponse: 2, stops: [0] })
    const restored = engine.restore(await engine.snapshot(copy))
    engine.trainStep(restored, BATCH, { objectives: [UNIFORM, UNIFORM], optimizer: OPTIMIZER, reference: first })
    for (const population of [first, copy, restored]) population.dispose()
  }

  test('in 2,000 steps, of which only the first makes anything on the device', async () => {
    const population = engine.createPopulation(SHAPE, [1, 2])
    train(population)
    const before = { made: { ...made }, ...engine.statistics }
    const steps = 2_000
    for (let step = 0; step < steps; step++) {
      train(population)
      // The queue has an end: a caller who never waits would fill it.
      if (step % METRICS_KEPT === 0) await engine.snapshot(population)
    }
    const snapshots = Math.ceil(steps / METRICS_KEPT)
    const [metrics] = await train(population).metrics()
    expect(metrics?.loss).toBeLessThan(0.05)
    expect(engine.statistics).toEqual({
      dispatchesPerStep: before.dispatchesPerStep,
      pipelines: before.pipelines,
      memoryBytes: before.memoryBytes,
    })
    const more = Object.fromEntries(Object.entries(made).map(([name, n]) => [name, n - (before.made[name] ?? 0)]))
    const reads = snapshots + 1
    expect(more).toEqual({
      ...Object.fromEntries(Object.keys(made).map((name) => [name, 0])),
      createBuffer: reads,
      createCommandEncoder: steps + 1 + reads,
    })
    population.dispose()
  })

  test('with populations that come and go', async () => {
    await everything()
    const before = engine.statistics
    const compiled = made.createComputePipeline
    for (let round = 0; round < 12; round++) await everything()
    expect(engine.statistics).toEqual(before)
    expect(made.createComputePipeline).toBe(compiled)
  })

  test('with shapes that come and go, beyond what is kept recorded', async () => {
    const round = async (): Promise<number> => {
      for (let length = 2; length < 14; length++) {
        const population = engine.createPopulation(SHAPE, [1, 2])
        const batch = packSequences([[{ prompt: [1], response: [2, 0] }]], length, [0, 0])
        await engine.trainStep(population, batch, { objectives: [UNIFORM, UNIFORM], optimizer: OPTIMIZER }).metrics()
        population.dispose()
      }
      return engine.statistics.memoryBytes
    }
    const first = await round()
    expect(await round()).toBe(first)
    expect(await round()).toBe(first)
  })

  test('when it refuses something', async () => {
    const population = engine.createPopulation(SHAPE, [1])
    const snapshot = await engine.snapshot(population)
    const { memoryBytes } = engine.statistics
    expect(() => engine.fork([{ population, member: 1 }])).toThrow(RangeError)
    expect(() => engine.restore({ ...snapshot, members: 2 })).toThrow(RangeError)
    expect(engine.statistics.memoryBytes).toBe(memoryBytes)
    population.dispose()
  })
})
