/**
 * Counts what any engine does with WebGPU by watching its calls, so that all engines are counted alike, and none by its
 * own account. Buffers belong to the `owner` that is set while they are made.
 */
export class DeviceMeter {
  owner = ''
  dispatches = 0
  submits = 0
  private readonly bytes = new Map<string, number>()
  private readonly pipelines = new Map<string, number>()
  private readonly buffers = new WeakMap<GPUBuffer, { owner: string; size: number }>()
  private readonly restore: (() => void)[]

  /** Watches from now on, until `dispose`. Throws where there is no WebGPU. */
  constructor() {
    const dispatched = (): void => {
      this.dispatches++
    }
    const compiled = (): void => {
      this.pipelines.set(this.owner, this.pipelinesOf(this.owner) + 1)
    }
    this.restore = [
      watch(GPUComputePassEncoder.prototype, 'dispatchWorkgroups', dispatched),
      watch(GPUComputePassEncoder.prototype, 'dispatchWorkgroupsIndirect', dispatched),
      watch(GPUDevice.prototype, 'createComputePipeline', compiled),
      watch(GPUDevice.prototype, 'createComputePipelineAsync', compiled),
      watch(GPUQueue.prototype, 'submit', () => {
        this.submits++
      }),
      watch(GPUDevice.prototype, 'createBuffer', (_device, buffer) => {
        this.made(buffer as GPUBuffer)
      }),
      watch(GPUBuffer.prototype, 'destroy', (buffer) => {
        this.destroyed(buffer)
      }),
    ]
  }

  /** Bytes of the buffers that an owner has made and not destroyed. */
  bytesOf(owner: string): number {
    return this.bytes.get(owner) ?? 0
  }

  /** Compute pipelines that an owner has made. */
  pipelinesOf(owner: string): number {
    return this.pipelines.get(owner) ?? 0
  }

  dispose(): void {
    for (const undo of this.restore) undo()
  }

  private made(buffer: GPUBuffer): void {
    const { owner } = this
    this.buffers.set(buffer, { owner, size: buffer.size })
    this.bytes.set(owner, this.bytesOf(owner) + buffer.size)
  }

  private destroyed(buffer: GPUBuffer): void {
    const known = this.buffers.get(buffer)
    if (!known) return
    this.buffers.delete(buffer)
    this.bytes.set(known.owner, this.bytesOf(known.owner) - known.size)
  }
}

/** Tells of every call of a method, after it; the result puts the method back. */
function watch<T extends object>(prototype: T, method: keyof T, seen: (self: T, result: unknown) => void): () => void {
  const original = Reflect.get(prototype, method) as (...values: unknown[]) => unknown
  const watched = function (this: T, ...values: unknown[]): unknown {
    const result = Reflect.apply(original, this, values)
    seen(this, result)
    return result
  }
  Reflect.set(prototype, method, watched)
  return () => {
    Reflect.set(prototype, method, original)
  }
}
