import type { Gpu } from './gpu'

/** Buffers that live and die together. */
export class BufferSet {
  private readonly buffers: GPUBuffer[] = []

  constructor(private readonly gpu: Gpu) {}

  get bytes(): number {
    return this.buffers.reduce((sum, { size }) => sum + size, 0)
  }

  /** A buffer of zeros; see `Gpu.buffer`. */
  add(label: string, bytes: number, usage = 0): GPUBuffer {
    const buffer = this.gpu.buffer(label, bytes, usage)
    this.buffers.push(buffer)
    return buffer
  }

  free(): void {
    this.gpu.free(...this.buffers.splice(0))
  }
}
