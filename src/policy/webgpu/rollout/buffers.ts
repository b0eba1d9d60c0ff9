import type { Gpu } from '../device/gpu'

export type RolloutBuffer = 'run' | 'rope' | 'prompts' | 'rows' | 'slots' | 'stops' | 'cache' | 'results'

/**
 * The buffers of rollouts, one for each role, kept from call to call and replaced by larger ones where needed. All calls share
 * them: the device's queue runs one rollout after the other.
 */
export class RolloutBuffers {
  private readonly held = new Map<RolloutBuffer, GPUBuffer>()

  constructor(private readonly gpu: Gpu) {}

  /** A buffer of at least so many bytes; its contents are whatever the last call left. */
  take(role: RolloutBuffer, bytes: number): GPUBuffer {
    const known = this.held.get(role)
    if (known && known.size >= bytes) return known
    if (known) this.gpu.free(known)
    const made = this.gpu.buffer(`rollout ${role}`, bytes, role === 'run' ? GPUBufferUsage.UNIFORM : 0)
    this.held.set(role, made)
    return made
  }

  /** A buffer that begins with these numbers. */
  upload(role: RolloutBuffer, data: Float32Array | Int32Array | Uint32Array): GPUBuffer {
    const buffer = this.take(role, data.byteLength)
    this.gpu.device.queue.writeBuffer(buffer, 0, data.buffer, data.byteOffset, data.byteLength)
    return buffer
  }

  dispose(): void {
    this.gpu.free(...this.held.values())
    this.held.clear()
  }
}
