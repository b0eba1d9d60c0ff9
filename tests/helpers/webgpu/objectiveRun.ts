import { Gpu } from '../../../src/policy/webgpu/device/gpu'
import type { Kernel } from '../../../src/policy/webgpu/device/kernel'
import { type Grid, Plan, type Slice } from '../../../src/policy/webgpu/device/plan'
import type { Upload } from '../../../src/policy/webgpu/upload/step'

/** One kernel of a run and its workgroups. */
export interface Dispatch {
  kernel: Kernel
  grid: Grid
}

/** Opens a device of its own. */
export async function openGpu(): Promise<Gpu> {
  const adapter = await navigator.gpu.requestAdapter()
  if (!adapter) throw new Error('These tests need WebGPU.')
  return new Gpu(await adapter.requestDevice())
}

/**
 * Runs kernels one after the other over buffers that they know by name, and reads some of them.
 *
 * @param data what stands in the buffers before; those of an upload's sections come with `upload`
 * @throws Error for anything WebGPU objects to
 */
export async function runKernels<Name extends string>(
  gpu: Gpu,
  dispatches: readonly Dispatch[],
  data: Readonly<Record<string, Float32Array>>,
  outputs: readonly Name[],
  upload?: Upload,
): Promise<Record<Name, Float32Array<ArrayBuffer>>> {
  gpu.device.pushErrorScope('validation')
  const buffers: Record<string, GPUBuffer> = {}
  for (const [name, values] of Object.entries(data)) {
    buffers[name] = gpu.buffer(name, values.byteLength)
    gpu.device.queue.writeBuffer(buffers[name], 0, new Float32Array(values))
  }
  const pool: Record<string, GPUBuffer | Slice> = { ...buffers }
  if (upload) {
    const packed = gpu.buffer('upload', upload.layout.bytes, 'uniform')
    gpu.device.queue.writeBuffer(packed, 0, upload.bytes)
    for (const [name, section] of Object.entries(upload.layout.sections)) pool[name] = { buffer: packed, ...section }
    buffers.upload = packed
  }
  const plan = new Plan(gpu)
  for (const { kernel, grid } of dispatches) {
    plan.add(kernel, Object.fromEntries(Object.entries(pool).filter(([name]) => name in kernel.buffers)), grid)
  }
  const encoder = gpu.device.createCommandEncoder()
  const pass = encoder.beginComputePass()
  plan.encode(pass)
  pass.end()
  gpu.device.queue.submit([encoder.finish()])
  const sizes = outputs.map((name) => data[name]?.byteLength ?? 0)
  const read = await gpu.read(outputs.map((name, i) => ({ buffer: buffers[name] as GPUBuffer, size: sizes[i] ?? 0 })))
  gpu.free(...Object.values(buffers))
  const error = await gpu.device.popErrorScope()
  if (error) throw new Error(error.message)
  return Object.fromEntries(outputs.map((name, i) => [name, new Float32Array(read[i] ?? new ArrayBuffer())])) as Record<
    Name,
    Float32Array<ArrayBuffer>
  >
}

/** The bits of floats: equality that tells NaN from NaN and 0 from −0. */
export const bits = (values: Float32Array): number[] => [
  ...new Uint32Array(values.buffer, values.byteOffset, values.length),
]
