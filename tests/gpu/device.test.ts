import { describe, expect, test } from 'vitest'
import { packPrompts } from '../../src/policy/batch'
import { leaseDevice } from '../../src/policy/device'
import type { PolicyEngine } from '../../src/policy/engine'
import type { PolicyShape } from '../../src/policy/shape'
import { FusedEngine } from '../../src/policy/webgpu'
import { DEFAULT_VARIANTS } from '../../src/policy/webgpu/variants'
import { FUSED, referenceOn } from '../helpers/policy/engines'
import { OPTIMIZER, randomBatch, UNIFORM } from '../helpers/policy/fixtures'

const REFERENCE = referenceOn('webgpu')
/** The shape of the check that opens an engine, whose kernels are compiled by then. */
const SHAPE: PolicyShape = { vocabulary: 5, dModel: 4, heads: 1, layers: 1, dFF: 6 }
const BATCH = { ...randomBatch(1, [0]), inputs: new Int32Array(24), targets: new Int32Array(24).fill(3) }
const PROMPTS = packPrompts([[[1]]], { length: 1, keys: Uint32Array.of(1, 2), temperature: 1, slotOf: [0] })
const STEP = { objectives: [UNIFORM], optimizer: OPTIMIZER }

/** One step that is read: everything between host and device. */
async function lossOf(engine: PolicyEngine): Promise<number> {
  const population = engine.createPopulation(SHAPE, [1])
  const [metrics] = await engine.trainStep(population, BATCH, STEP).metrics()
  population.dispose()
  return metrics?.loss ?? NaN
}

describe.each([FUSED, REFERENCE])('$name', (subject) => {
  test('ends with the reason when the device refuses a command, and the next engine works', async () => {
    const engine = await subject.open()
    const loss = await lossOf(engine)
    const lease = await leaseDevice()
    // A buffer that may be mapped both ways is not allowed; the refusal arrives later, and never as an exception.
    lease.device.createBuffer({ size: 4, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.MAP_WRITE })
    lease.device.queue.submit([])
    await expect(engine.lost).rejects.toMatchObject({ name: 'DeviceError', problem: 'lost' })
    await expect(engine.lost).rejects.toThrow(/refused a command/)
    lease.close()

    // Opening checks the device by training and sampling on it.
    const next = await subject.open()
    // The engine on the lost device may be disposed late.
    engine.dispose()
    expect(await lossOf(next)).toBe(loss)
    next.dispose()
  })
})

test('both engines live side by side on one device, whichever of them comes and goes', async () => {
  const fused = await FUSED.open()
  const reference = await REFERENCE.open()
  const [loss, same] = [await lossOf(fused), await lossOf(reference)]
  expect(same).toBeCloseTo(loss, 5)
  fused.dispose()
  expect(await lossOf(reference)).toBe(same)
  const again = await FUSED.open()
  reference.dispose()
  expect(await lossOf(again)).toBe(loss)
  const lease = await leaseDevice()
  again.dispose()
  lease.close()
  // The device goes with the last who uses it, and whoever comes next gets another one.
  await expect(lease.device.lost).resolves.toMatchObject({ reason: 'destroyed' })
  const last = await REFERENCE.open()
  expect(await lossOf(last)).toBe(same)
  last.dispose()
})

describe('the fused engine', () => {
  const open = async (): Promise<FusedEngine> => new FusedEngine(await leaseDevice(), { variants: DEFAULT_VARIANTS })

  test('ends everything that it was asked for with the reason when the device goes', async () => {
    const engine = await open()
    const lease = await leaseDevice()
    const population = engine.createPopulation(SHAPE, [1])
    const ask = (): Promise<unknown>[] => [
      engine.score(population, BATCH),
      engine.rollout(population, PROMPTS, { maxResponse: 2, stops: [0] }),
      engine.trainStep(population, BATCH, STEP).metrics(),
      engine.snapshot(population),
    ]
    const pending = ask()
    lease.device.destroy()
    const outcomes = await Promise.allSettled([...pending, ...ask()])
    expect(outcomes).toHaveLength(8)
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'DeviceError', problem: 'lost' } })
    }
    population.dispose()
    engine.dispose()
    lease.close()
    const next = await open()
    expect(await lossOf(next)).toBeGreaterThan(0)
    next.dispose()
  })

  test('answers nothing after it was disposed, and harms nobody on the same device', async () => {
    const engine = await open()
    const beside = await open()
    const population = engine.createPopulation(SHAPE, [1])
    const result = engine.trainStep(population, BATCH, STEP)
    const pending = engine.snapshot(population)
    engine.dispose()
    expect((await pending).steps).toBe(1)
    await expect(result.metrics()).rejects.toThrow(/disposed/)
    await expect(engine.score(population, BATCH)).rejects.toThrow(/disposed/)
    expect(() => engine.createPopulation(SHAPE, [1])).toThrow(/disposed/)
    expect(await lossOf(beside)).toBeGreaterThan(0)
    beside.dispose()
  })
})
