import { createRng } from '../../../src/core/rng'
import { packPrompts } from '../../../src/policy/batch'
import type { PromptBatch, Rollouts, Sampling } from '../../../src/policy/engine'
import { initialParameters } from '../../../src/policy/init'
import type { PolicyShape } from '../../../src/policy/shape'
import { Gpu } from '../../../src/policy/webgpu/device/gpu'
import { denseToDevice, layoutOf } from '../../../src/policy/webgpu/layout'
import { RolloutBuffers } from '../../../src/policy/webgpu/rollout/buffers'
import { rollout, type RolloutOptions } from '../../../src/policy/webgpu/rollout/rollout'

/** A device for a test file, with those features that there are; what it refuses is collected. */
export async function openGpu(...features: GPUFeatureName[]): Promise<{ gpu: Gpu; refusals: string[] }> {
  const adapter = await navigator.gpu.requestAdapter()
  if (!adapter) throw new Error('The tests need WebGPU.')
  const device = await adapter.requestDevice({
    requiredFeatures: features.filter((feature) => adapter.features.has(feature)),
  })
  const refusals: string[] = []
  device.addEventListener('uncapturederror', ({ error }) => refusals.push(error.message))
  return { gpu: new Gpu(device), refusals }
}

/** Which of the members take part, and how they are decoded. */
export interface RollOptions extends RolloutOptions {
  first?: number
  members?: number
}

export interface Policies {
  buffers: RolloutBuffers
  roll(prompts: PromptBatch, sampling: Sampling, options: RollOptions): Promise<Rollouts>
  dispose(): void
}

/** Fresh policies on the device, one for each seed; `change` may alter a member's dense parameters. */
export function policiesOf(
  gpu: Gpu,
  shape: PolicyShape,
  seeds: readonly number[],
  change: (parameters: Float32Array, member: number) => void = () => undefined,
): Policies {
  const layout = layoutOf(shape)
  const places = denseToDevice(layout)
  const flat = new Float32Array(seeds.length * layout.size)
  seeds.forEach((seed, member) => {
    const dense = initialParameters(shape, seed)
    change(dense, member)
    dense.forEach((value, i) => {
      flat[member * layout.size + (places[i] ?? NaN)] = value
    })
  })
  const buffer = gpu.buffer('parameters', flat.byteLength)
  gpu.device.queue.writeBuffer(buffer, 0, flat)
  const buffers = new RolloutBuffers(gpu)
  return {
    buffers,
    roll: (prompts, sampling, { first = 0, members = seeds.length, ...options }) =>
      rollout(gpu, layout, { buffer, first, members }, prompts, sampling, buffers, options),
    dispose: () => {
      buffers.dispose()
      gpu.free(buffer)
    },
  }
}

/** Random prompts of 1 to `longest` tokens for every slot, `[S][rows]`. */
export function randomPrompts(
  seed: number,
  slots: number,
  rows: number,
  vocabulary: number,
  longest = 4,
): number[][][] {
  const rng = createRng(seed, 'prompts')
  const prompt = (): number[] => Array.from({ length: 1 + rng.integer(longest) }, () => rng.integer(vocabulary))
  return Array.from({ length: slots }, () => Array.from({ length: rows }, prompt))
}

/** Packs prompts with keys that depend on slot and row alone. */
export function pack(
  slots: number[][][],
  slotOf: readonly number[],
  temperature: number | Float32Array,
  length = 4,
): PromptBatch {
  const keys = slots.flatMap((rows, slot) => rows.flatMap((_, row) => [...createRng(9, 'keys', slot, row).key]))
  return packPrompts(slots, { length, keys: Uint32Array.from(keys), temperature, slotOf })
}

/** One member of rollouts, alone. */
export function memberOf(rollouts: Rollouts, member: number): Rollouts {
  const { rows, maxResponse } = rollouts
  const part = <T extends Int32Array | Float32Array>(values: T, width: number): T =>
    values.slice(member * rows * width, (member + 1) * rows * width) as T
  return {
    members: 1,
    rows,
    maxResponse,
    tokens: part(rollouts.tokens, maxResponse),
    logProbs: part(rollouts.logProbs, maxResponse),
    entropies: part(rollouts.entropies, maxResponse),
    lengths: part(rollouts.lengths, 1),
  }
}

/** Largest |a − b|; NaN where the lengths differ or a number is NaN. */
export function largestDifference(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) return NaN
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? NaN))), 0)
}
