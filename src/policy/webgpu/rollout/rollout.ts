import type { PromptBatch, Rollouts, Sampling } from '../../engine'
import { emptyRollouts } from '../../members'
import type { Gpu } from '../device/gpu'
import type { Kernel } from '../device/kernel'
import { Plan } from '../device/plan'
import { type Layout, ropeTable } from '../layout'
import { packRows, packStops, placeResponses, type RolloutBuffers } from './buffers'
import {
  CACHE_BUDGET,
  type Chunk,
  RESULT_BYTES,
  rolloutBytes,
  rolloutChunks,
  type RolloutRole,
  UNIFORM_STEP,
} from './chunks'
import { rolloutKernel, RUN_WORDS } from './kernel'
import { fitting, granuleOf, type RolloutVariant } from './variant'

/*
 * A rollout as the host sees it: upload, dispatches chunk by chunk, results `[M, R, L]`.
 */

/** Consecutive members of a buffer of parameters `[M, P]` in the device's layout. */
export interface MemberSlice {
  buffer: GPUBuffer
  /** The first member. */
  first: number
  members: number
}

export interface RolloutOptions {
  variant: RolloutVariant
  /** Largest size of a cache in bytes. */
  cacheBudget?: number
}

/**
 * Samples a response to every prompt for every member of a slice. Everything is submitted before the first wait, so calls may
 * overlap, and a later step may change the parameters.
 *
 * @param prompts slotOf has an entry for each member of the slice
 * @throws RangeError where the device cannot hold the cache of even one workgroup
 */
export async function rollout(
  gpu: Gpu,
  layout: Layout,
  parameters: MemberSlice,
  prompts: PromptBatch,
  sampling: Sampling,
  buffers: RolloutBuffers,
  { variant: wanted, cacheBudget = CACHE_BUDGET }: RolloutOptions,
): Promise<Rollouts> {
  const { slots, rows, length: promptLength } = prompts
  const { members } = parameters
  const { maxResponse } = sampling
  const variant = variantFor(gpu, layout, wanted)
  const longest = prompts.lengths.reduce((a, b) => Math.max(a, b), 1)
  const positions = longest + maxResponse - 1
  const size = { members, slots, rows, promptLength, positions, maxResponse }
  const budget = Math.min(cacheBudget, gpu.device.limits.maxStorageBufferBindingSize)
  const chunks = rolloutChunks(size, layout, variant, budget)
  const rollouts = emptyRollouts(members, rows, maxResponse)
  if (rows === 0) return rollouts
  const shared = buffers.take(rolloutBytes(size, layout, variant, chunks))
  const { queue } = gpu.device
  queue.writeBuffer(shared.rope, 0, ropeTable(layout, positions))
  queue.writeBuffer(shared.prompts, 0, prompts.ids)
  queue.writeBuffer(shared.rows, 0, packRows(prompts))
  queue.writeBuffer(shared.stops, 0, packStops(sampling, layout.shape.vocabulary))
  const work = {
    gpu,
    layout,
    kernel: kernelOf(gpu, layout, variant),
    variant,
    shared,
  }
  const parts = chunks.map(async (chunk) => {
    const size = chunk.members * chunk.rows * maxResponse * RESULT_BYTES
    submitChunk(work, chunk, parameters, prompts, maxResponse, positions)
    const [bytes] = await gpu.read([{ buffer: shared.results, size }])
    placeResponses(rollouts, chunk, new Float32Array(bytes as ArrayBuffer))
  })
  await Promise.all(parts)
  return rollouts
}

/** The kernel that decodes for policies of this layout. */
export const kernelOf = (gpu: Gpu, layout: Layout, wanted: RolloutVariant): Kernel =>
  rolloutKernel(layout, variantFor(gpu, layout, wanted), gpu.device.features.has('subgroups'))

const variantFor = (gpu: Gpu, layout: Layout, wanted: RolloutVariant): RolloutVariant =>
  fitting(wanted, layout, gpu.device.limits.maxComputeWorkgroupStorageSize)

/** What all chunks of a rollout have in common. */
interface Work {
  gpu: Gpu
  layout: Layout
  kernel: Kernel
  variant: RolloutVariant
  shared: Readonly<Record<RolloutRole, GPUBuffer>>
}

/** Submits the dispatches of a chunk, one by one: a device limits the time of a submission. */
function submitChunk(
  { gpu, layout, kernel, variant, shared }: Work,
  { member, members, row, rows }: Chunk,
  parameters: MemberSlice,
  prompts: PromptBatch,
  maxResponse: number,
  positions: number,
): void {
  const runs = new Uint32Array((Math.ceil(positions / variant.positions) * UNIFORM_STEP) / 4)
  for (let begin = 0, at = 0; begin < positions; begin += variant.positions, at += UNIFORM_STEP / 4) {
    const end = Math.min(begin + variant.positions, positions)
    runs.set([begin, end, positions, prompts.rows, row, rows, prompts.length, maxResponse], at)
  }
  const { run, ...others } = shared
  const { queue } = gpu.device
  queue.writeBuffer(run, 0, runs)
  queue.writeBuffer(others.slots, 0, Uint32Array.from(prompts.slotOf.slice(member, member + members)))
  const bindings = {
    ...others,
    parameters: {
      buffer: parameters.buffer,
      offset: (parameters.first + member) * layout.size * 4,
      size: members * layout.size * 4,
    },
  }
  for (let offset = 0; offset < runs.byteLength; offset += UNIFORM_STEP) {
    const plan = new Plan(gpu)
    const grid = [Math.ceil(rows / granuleOf(variant)), members, 1] as const
    plan.add(kernel, { ...bindings, run: { buffer: run, offset, size: RUN_WORDS * 4 } }, grid)
    const encoder = gpu.device.createCommandEncoder()
    if (offset === 0) encoder.clearBuffer(shared.results, 0, members * rows * maxResponse * RESULT_BYTES)
    const pass = encoder.beginComputePass()
    plan.encode(pass)
    pass.end()
    queue.submit([encoder.finish()])
  }
}
