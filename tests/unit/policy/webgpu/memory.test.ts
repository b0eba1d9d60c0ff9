import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { packPrompts } from '../../../../src/policy/batch'
import { leaseDevice } from '../../../../src/policy/device'
import type { Population } from '../../../../src/policy/engine'
import type { PolicyShape } from '../../../../src/policy/shape'
import { FusedEngine } from '../../../../src/policy/webgpu'
import {
  type DevicePlan,
  largestOfPass,
  largestOfPolicy,
  memoryOf,
  type PlannedPass,
} from '../../../../src/policy/webgpu/memory'
import { DEFAULT_VARIANTS, ROLLOUT_VARIANTS, type Variants } from '../../../../src/policy/webgpu/variants'
import { OPTIMIZER } from '../../../helpers/policy/fixtures'
import { objectivesOf, raggedBatch } from '../../../helpers/policy/random'
import { type FakeGpu, stubWebGpu } from '../../../helpers/webgpu/fakeGpu'

/*
 * The engine does on a fake device what a plan says, and what it has allocated then is compared with what the plan was said to
 * take: the bytes are those that `createBuffer` was called with.
 */

const SMALL: PolicyShape = { vocabulary: 7, dModel: 12, heads: 2, layers: 2, dFF: 10 }
const LARGER: PolicyShape = { vocabulary: 30, dModel: 32, heads: 4, layers: 1, dFF: 40 }
const ROOMY = { maxBufferSize: 2 ** 28, maxStorageBufferBindingSize: 2 ** 27 }

let gpu: FakeGpu
beforeEach(() => {
  gpu = stubWebGpu(ROOMY)
})
afterEach(() => {
  vi.unstubAllGlobals()
})

/** The most bytes on the device while an engine does what the plan says. */
async function measured(plan: DevicePlan, limits = ROOMY, rollout: Variants['rollout'] = DEFAULT_VARIANTS.rollout) {
  gpu = stubWebGpu(limits)
  const engine = new FusedEngine(await leaseDevice(), { variants: { ...DEFAULT_VARIANTS, rollout } })
  const device = gpu.devices[0]
  const create = (shape: PolicyShape, members: number): Population =>
    engine.createPopulation(
      shape,
      Array.from({ length: members }, (_, seed) => seed),
    )
  // Populations that a pass runs on are not those that are counted: each is gone when its pass is over.
  let passes = 0
  for (const { kind, shape, members, slots, rows, length, hasReference, hasDistributions } of plan.passes) {
    const own = create(shape, members)
    const slotOf = Array.from({ length: members }, (_, m) => (m === members - 1 ? slots - 1 : m % slots))
    const batch = raggedBatch(1, { vocabulary: shape.vocabulary, rows, length, slotOf })
    if (!hasDistributions) delete batch.behaviourDistributions
    const objectives = Array.from({ length: members }, () => objectivesOf(1, false)[0] as never)
    if (kind === 'train')
      engine.trainStep(own, batch, { objectives, optimizer: OPTIMIZER, ...(hasReference && { reference: own }) })
    else await engine.score(own, batch, hasReference ? own : undefined)
    own.dispose()
    passes = Math.max(passes, device?.bytes ?? 0)
  }
  const before = device?.bytes ?? 0
  for (const { shape, members, slots, rows, promptLength, maxResponse } of plan.rollouts) {
    const own = create(shape, members)
    const prompts = packPrompts(
      Array.from({ length: slots }, () => Array.from({ length: rows }, () => new Array<number>(promptLength).fill(1))),
      {
        length: promptLength,
        keys: new Uint32Array(2 * slots * rows),
        temperature: 1,
        slotOf: Array.from({ length: members }, () => 0),
      },
    )
    await engine.rollout(own, prompts, { maxResponse, stops: [0] })
    own.dispose()
  }
  const rollouts = (device?.bytes ?? 0) - before
  const start = device?.bytes ?? 0
  for (const { shape, members, trains } of plan.populations) {
    const own = create(shape, members)
    if (!trains) continue
    const [pass] = plan.passes
    if (!pass) throw new Error('A population that trains needs a pass.')
    const { slots, rows, length } = pass
    const slotOf = Array.from({ length: members }, (_, m) => (m === members - 1 ? slots - 1 : m % slots))
    const batch = raggedBatch(1, { vocabulary: shape.vocabulary, rows, length, slotOf })
    delete batch.behaviourDistributions
    engine.trainStep(own, batch, {
      objectives: Array.from({ length: members }, () => objectivesOf(1, false)[0] as never),
      optimizer: OPTIMIZER,
    })
  }
  const populations = (device?.bytes ?? 0) - start
  engine.dispose()
  expect(device?.bytes).toBe(0)
  return { populations, passes, rollouts, total: populations + passes + rollouts }
}

const step: PlannedPass = { kind: 'train', shape: SMALL, members: 5, slots: 2, rows: 6, length: 9 }

test('a run of several passes, populations and rollouts takes what its plan says', async () => {
  const plan: DevicePlan = {
    // The first trains on the first pass, which is still ready then.
    populations: [
      { shape: SMALL, members: 5, trains: true },
      { shape: LARGER, members: 2, trains: false },
    ],
    passes: [
      step,
      { kind: 'score', shape: SMALL, members: 5, slots: 2, rows: 19, length: 7 },
      { kind: 'score', shape: SMALL, members: 5, slots: 2, rows: 19, length: 7, hasReference: true },
      { kind: 'train', shape: LARGER, members: 3, slots: 3, rows: 40, length: 11, hasReference: true },
      { kind: 'train', shape: LARGER, members: 3, slots: 1, rows: 4, length: 11, hasDistributions: true },
    ],
    rollouts: [
      { shape: SMALL, members: 5, slots: 2, rows: 6, promptLength: 4, maxResponse: 5 },
      { shape: LARGER, members: 3, slots: 1, rows: 50, promptLength: 3, maxResponse: 9 },
    ],
  }
  for (const rollout of ROLLOUT_VARIANTS)
    expect(memoryOf(plan, ROOMY, rollout)).toEqual(await measured(plan, ROOMY, rollout))
})

test('where buffers are small, populations are cut into shards and passes into groups alike', async () => {
  const plan: DevicePlan = {
    populations: [{ shape: SMALL, members: 7, trains: false }],
    passes: [
      { ...step, members: 7 },
      { ...step, kind: 'score', members: 7, hasReference: true },
    ],
    rollouts: [{ shape: SMALL, members: 7, slots: 1, rows: 40, promptLength: 4, maxResponse: 5 }],
  }
  // Parameters of a member take 12,032 bytes, its largest buffer in a pass 12,416, the cache of a workgroup 65,536.
  for (const bytes of [66_000, 74_000, 120_000]) {
    const limits = { maxBufferSize: 4 * bytes, maxStorageBufferBindingSize: bytes }
    expect(memoryOf(plan, limits), `${bytes}`).toEqual(await measured(plan, limits))
  }
})

test('of more passes than are kept ready, those used last count', async () => {
  const passes = Array.from({ length: 12 }, (_, i): PlannedPass => ({ ...step, rows: i < 6 ? 60 - i : 2 + i }))
  const plan: DevicePlan = { populations: [], passes, rollouts: [] }
  expect(memoryOf(plan, ROOMY)).toEqual(await measured(plan))
  const all = passes.reduce((sum, pass) => sum + memoryOf({ ...plan, passes: [pass] }, ROOMY).passes, 0)
  expect(memoryOf(plan, ROOMY).passes).toBeLessThan(all)
})

test('nothing takes nothing, and what no buffer holds is said with its bytes', () => {
  expect(memoryOf({ populations: [], passes: [], rollouts: [] })).toEqual({
    populations: 0,
    passes: 0,
    rollouts: 0,
    total: 0,
  })
  // By hand, to multiples of 64: embedding 8·12; two layers of norms, q k v 12·48, output 16·12, gate and up 12·24, down 12·12; a norm.
  const numbers = 128 + 2 * (64 + 576 + 192 + 64 + 320 + 192) + 64
  expect(largestOfPolicy(SMALL)).toBe(4 * numbers)
  // The gradient, with the embedding's a second time, is larger than q k v at 64 positions.
  expect(largestOfPass(step)).toBe(4 * (numbers + 8 * 12))
  const tiny = { maxBufferSize: 100, maxStorageBufferBindingSize: 100 }
  const plan = { populations: [{ shape: SMALL, members: 2, trains: true }], passes: [step], rollouts: [] }
  expect(memoryOf(plan, tiny).populations).toBe(memoryOf(plan).populations)
})
