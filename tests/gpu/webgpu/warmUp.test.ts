import { expect, test } from 'vitest'
import { packPrompts, packSequences } from '../../../src/policy/batch'
import { openFusedEngine } from '../../../src/policy/webgpu'
import { OPTIMIZER } from '../../helpers/policy/fixtures'
import { objectivesOf } from '../../helpers/policy/random'

test('what a shape runs is compiled before, with a reference and without', async () => {
  const engine = await openFusedEngine()
  const shape = { vocabulary: 6, dModel: 8, heads: 2, layers: 2, dFF: 7 }
  const slotOf = objectivesOf(7, true).map(() => 0)
  const before = engine.statistics
  await engine.warmUp(shape)
  const warm = engine.statistics
  expect(warm.pipelines).toBeGreaterThan(before.pipelines)
  expect(warm.memoryBytes).toBe(before.memoryBytes)

  const [population, reference] = [slotOf.map((_, m) => m), slotOf.map((_, m) => 10 + m)].map((seeds) =>
    engine.createPopulation(shape, seeds),
  ) as [ReturnType<typeof engine.createPopulation>, ReturnType<typeof engine.createPopulation>]
  const batch = {
    ...packSequences([[{ prompt: [1, 2], response: [3, 0] }]], 3, slotOf),
    behaviourLogProbs: new Float32Array(3).fill(-1),
    behaviourDistributions: new Float32Array(3 * shape.vocabulary).fill(1 / shape.vocabulary),
    oldLogProbs: new Float32Array(3).fill(-1),
    advantages: new Float32Array([1]),
  }
  const prompts = packPrompts([[[1, 2]]], { length: 2, keys: Uint32Array.of(1, 2), temperature: 1, slotOf })
  engine.trainStep(population, batch, { objectives: objectivesOf(7, false), optimizer: OPTIMIZER })
  engine.trainStep(population, batch, { objectives: objectivesOf(7, true), optimizer: OPTIMIZER, reference })
  await engine.score(population, batch)
  await engine.score(population, batch, reference)
  await engine.rollout(population, prompts, { maxResponse: 2, stops: [0] })
  await engine.compareUpdates(reference, reference, population)
  expect(engine.statistics.pipelines).toBe(warm.pipelines)
  engine.dispose()
})
