import { Gpu } from '../policy/webgpu/device/gpu'
import { Plan } from '../policy/webgpu/device/plan'
import { type MatMul, matMuls } from './ceilingKernels'
import type { CeilingRow } from './result'

const SMALLEST = 256
const LARGEST = 4096

/** A size is large enough where its product takes so long. */
const ENOUGH_MS = 20

/** Matrix multiplications that are timed now and then during a run, so that a busy moment hits steps and ceiling alike. */
export interface Ceiling {
  /** Times every kernel once. */
  sample(): Promise<void>
  /** A row for each kernel; at least one sample was taken. */
  rows(): CeilingRow[]
  dispose(): void
}

/**
 * The rate of float32 matrix multiplication that plain WGSL reaches on a device: several kernels at the largest size up to
 * 4096 that does not take long. No measure of the device's peak, but of what a step could hope for.
 *
 * @throws Error where a kernel's product is wrong
 */
export async function openCeiling(device: GPUDevice): Promise<Ceiling> {
  const gpu = new Gpu(device)
  try {
    return await openOn(gpu)
  } catch (error) {
    gpu.dispose()
    throw error
  }
}

async function openOn(gpu: Gpu): Promise<Ceiling> {
  const size = await largestSize(gpu)
  const bench = openBench(gpu, size)
  const products = matMuls(size).map((product) => ({
    name: product.kernel.name,
    run: bench(product),
    samples: [] as CeilingRow['samples'],
  }))
  for (const { run } of products) await run()
  return {
    sample: async () => {
      for (const { run, samples } of products) samples.push({ ms: await run() })
    },
    rows: () =>
      products.map(({ name, samples }) => {
        const gflops = rate(size, Math.min(...samples.map(({ ms }) => ms)))
        return { kind: 'ceiling', kernel: name, size, samples, gflops }
      }),
    dispose: () => {
      gpu.dispose()
    },
  }
}

/** 10⁹ operations a second. */
const rate = (size: number, ms: number): number => (2 * size ** 3) / ms / 1e6

async function largestSize(gpu: Gpu): Promise<number> {
  const limit = gpu.device.limits.maxStorageBufferBindingSize
  let size = SMALLEST
  while (size < LARGEST && 4 * (2 * size) ** 2 <= limit) {
    const run = openBench(gpu, size)(matMuls(size)[0])
    await run()
    if ((await run()) >= ENOUGH_MS) break
    size *= 2
  }
  return size
}

type Bench = (product: MatMul) => () => Promise<number>

/** Matrices of one size on the device; what it returns prepares a product, whose every run is timed and checked. */
function openBench(gpu: Gpu, size: number): Bench {
  const numbers = (period: number): Float32Array<ArrayBuffer> =>
    Float32Array.from({ length: size * size }, (_, i) => ((7919 * i) % period) / period - 0.5)
  const [left, right] = [numbers(1013), numbers(997)]
  const bytes = 4 * size * size
  const [a, b, c] = [gpu.buffer('A', bytes), gpu.buffer('B', bytes), gpu.buffer('C', bytes)]
  const { queue } = gpu.device
  queue.writeBuffer(a, 0, left)
  queue.writeBuffer(b, 0, right)
  const check = async (name: string): Promise<void> => {
    const row = size - 1
    const [read] = await gpu.read([{ buffer: c, offset: 4 * row * size, size: 4 * size }])
    const last = new Float32Array(read ?? new ArrayBuffer(0))
    for (const column of [0, 5, size - 1]) {
      let sum = 0
      for (let k = 0; k < size; k++) sum += (left[row * size + k] as number) * (right[k * size + column] as number)
      if (!(Math.abs(sum - (last[column] as number)) < 1e-3)) throw new Error(`The matrix product "${name}" is wrong.`)
    }
  }
  return ({ kernel, height, width }) => {
    const plan = new Plan(gpu)
    plan.add(kernel, { a, b, c }, [size / width, size / height, 1])
    let checked = false
    return async () => {
      const start = performance.now()
      const encoder = gpu.device.createCommandEncoder()
      const pass = encoder.beginComputePass()
      plan.encode(pass)
      pass.end()
      queue.submit([encoder.finish()])
      await queue.onSubmittedWorkDone()
      const ms = performance.now() - start
      if (!checked) await check(kernel.name)
      checked = true
      return ms
    }
  }
}
