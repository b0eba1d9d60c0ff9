import { largestBuffer } from '../../device'
import { DeviceError } from '../../errors'
import { bufferBytes } from '../allocation'
import { type Kernel, shaderOf } from './kernel'

/*
 * A device as engines use it: counted buffers, pipelines that are compiled once, submissions, and reading back.
 */

/** A pipeline with the layout its bind groups need. */
export interface CompiledKernel {
  kernel: Kernel
  pipeline: GPUComputePipeline
  layout: GPUBindGroupLayout
}

/** Recorded dispatches; see `Plan`. */
export interface Encodable {
  encode(pass: GPUComputePassEncoder): void
}

/** A copy of a buffer's first `size` bytes. */
export interface Copy {
  from: GPUBuffer
  to: GPUBuffer
  offset: number
  size: number
}

/** A device with what an engine needs of it: buffers that are counted, pipelines that are made once, reading back. */
export class Gpu {
  private readonly compiled = new Map<string, CompiledKernel>()
  private readonly buffers = new Map<GPUBuffer, number>()

  constructor(readonly device: GPUDevice) {}

  /** Bytes of the largest buffer that a kernel can see. */
  get largestBuffer(): number {
    return largestBuffer(this.device.limits)
  }

  /** Bytes of all buffers. */
  get memory(): number {
    let sum = 0
    for (const size of this.buffers.values()) sum += size
    return sum
  }

  get pipelines(): number {
    return this.compiled.size
  }

  /** A storage buffer of so many bytes, filled with zeros; kernels may read its parts as uniforms where that is its use. */
  buffer(label: string, bytes: number, use?: 'uniform'): GPUBuffer {
    const size = bufferBytes(bytes)
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST
    const buffer = this.device.createBuffer({
      label,
      size,
      usage: use === 'uniform' ? usage | GPUBufferUsage.UNIFORM : usage,
    })
    this.buffers.set(buffer, size)
    return buffer
  }

  free(...buffers: readonly GPUBuffer[]): void {
    for (const buffer of buffers) {
      this.buffers.delete(buffer)
      buffer.destroy()
    }
  }

  /** The pipeline of a kernel; kernels of the same code share one. */
  compile(kernel: Kernel): CompiledKernel {
    const code = shaderOf(kernel)
    const known = this.compiled.get(code)
    if (known) return known
    const { layout, descriptor } = this.describe(kernel, code)
    const result = { kernel, layout, pipeline: this.device.createComputePipeline(descriptor) }
    this.compiled.set(code, result)
    return result
  }

  /** Makes the pipelines of kernels that are yet to be compiled, side by side where the device can. */
  async compileAll(kernels: readonly Kernel[]): Promise<void> {
    const missing = new Map(kernels.map((kernel) => [shaderOf(kernel), kernel]))
    for (const code of this.compiled.keys()) missing.delete(code)
    await Promise.all(
      [...missing].map(async ([code, kernel]) => {
        const { layout, descriptor } = this.describe(kernel, code)
        const pipeline = await this.device.createComputePipelineAsync(descriptor)
        this.compiled.set(code, { kernel, layout, pipeline })
      }),
    )
  }

  private describe(kernel: Kernel, code: string) {
    const { device } = this
    const types = { read: 'read-only-storage', read_write: 'storage', uniform: 'uniform' } as const
    const layout = device.createBindGroupLayout({
      label: kernel.name,
      entries: Object.values(kernel.buffers).map(({ access }, binding) => ({
        binding,
        visibility: GPUShaderStage.COMPUTE,
        buffer: { type: types[access] },
      })),
    })
    const descriptor = {
      label: kernel.name,
      layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
      compute: { module: device.createShaderModule({ label: kernel.name, code }), entryPoint: 'main' },
    }
    return { layout, descriptor }
  }

  /** Encodes plans into one compute pass and submits it, with copies of buffers after it. */
  submit(plans: readonly Encodable[], copies: readonly Copy[] = []): void {
    const encoder = this.device.createCommandEncoder()
    const pass = encoder.beginComputePass()
    for (const plan of plans) plan.encode(pass)
    pass.end()
    for (const { from, to, offset, size } of copies) encoder.copyBufferToBuffer(from, 0, to, offset, size)
    this.device.queue.submit([encoder.finish()])
  }

  /**
   * Copies of parts of buffers on the host, through one staging buffer.
   *
   * @throws DeviceError `lost` where the device goes before the copies are there
   */
  async read(parts: readonly { buffer: GPUBuffer; offset?: number; size: number }[]): Promise<ArrayBuffer[]> {
    const total = parts.reduce((sum, { size }) => sum + size, 0)
    const staging = this.device.createBuffer({
      label: 'readback',
      size: Math.max(4, total),
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    })
    const encoder = this.device.createCommandEncoder()
    let at = 0
    const starts = parts.map(({ buffer, offset = 0, size }) => {
      encoder.copyBufferToBuffer(buffer, offset, staging, at, size)
      at += size
      return at - size
    })
    this.device.queue.submit([encoder.finish()])
    try {
      await staging.mapAsync(GPUMapMode.READ)
      const bytes = staging.getMappedRange()
      return parts.map(({ size }, i) => bytes.slice(starts[i], (starts[i] ?? 0) + size))
    } catch (error) {
      throw new DeviceError('lost', `The graphics device was lost (${String(error)}). Run again, or reload the page.`)
    } finally {
      staging.destroy()
    }
  }

  /** Frees every buffer; the device itself belongs to whoever opened it. */
  dispose(): void {
    this.free(...this.buffers.keys())
    this.compiled.clear()
  }
}

/** Buffers that live and die together. */
export class BufferSet {
  private readonly buffers: GPUBuffer[] = []

  constructor(private readonly gpu: Gpu) {}

  get bytes(): number {
    return this.buffers.reduce((sum, { size }) => sum + size, 0)
  }

  /** A buffer of zeros; see `Gpu.buffer`. */
  readonly add = (label: string, bytes: number, use?: 'uniform'): GPUBuffer => {
    const buffer = this.gpu.buffer(label, bytes, use)
    this.buffers.push(buffer)
    return buffer
  }

  free(): void {
    this.gpu.free(...this.buffers.splice(0))
  }
}
