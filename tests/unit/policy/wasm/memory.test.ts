import { expect, test } from 'vitest'
import { Engine } from '../../../../src/policy/shell'
import { WasmCore } from '../../../../src/policy/wasm/core'
import { instantiate } from '../../../../src/policy/wasm/kernels'
import { OPTIMIZER, pear, randomBatch, TINY, UNIFORM } from '../../../helpers/policy/fixtures'

test('memory does not grow with the number of steps and of populations', async () => {
  const module = await instantiate()
  const engine = new Engine(new WasmCore(module))
  const settings = { objectives: [UNIFORM, pear('token')], optimizer: OPTIMIZER }
  const sizes: number[] = []
  for (let round = 0; round < 400; round++) {
    const population = engine.createPopulation(TINY, [1, 2])
    engine.trainStep(population, randomBatch(round % 5, [0, 0]), settings)
    engine.fork([{ population, member: 1 }]).dispose()
    population.dispose()
    sizes.push(module.memory.buffer.byteLength)
  }
  expect(new Set(sizes.slice(50)).size).toBe(1)
  engine.dispose()
})

test('a policy for which there is no memory is refused with a sentence, and the engine goes on', async () => {
  const module = await instantiate()
  let full = false
  const allocate = (bytes: number): number => {
    if (full) throw new WebAssembly.RuntimeError('unreachable')
    return module.kernels.allocate(bytes)
  }
  const engine = new Engine(new WasmCore({ ...module, kernels: { ...module.kernels, allocate } }))
  const huge = { vocabulary: 40, dModel: 16_384, heads: 4, layers: 4, dFF: 65_536 }
  expect(() => engine.createPopulation(huge, [1])).toThrow(/found no memory for another \d+ MB/)
  full = true
  expect(() => engine.createPopulation(TINY, [1])).toThrow(/found no memory for another 1 MB/)
  full = false
  expect((await engine.snapshot(engine.createPopulation(TINY, [1]))).members).toBe(1)
  engine.dispose()
})
