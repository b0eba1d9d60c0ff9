import type { Gpu } from '../device/gpu'
import { ROLLOUT_ROLES, type RolloutRole } from './chunks'

/**
 * The buffers of rollouts, one for each role, kept from call to call and replaced by larger ones where needed. All calls share
 * them: the device's queue runs one rollout after the other.
 */
export class RolloutBuffers {
  private readonly held = new Map<RolloutRole, GPUBuffer>()

  constructor(private readonly gpu: Gpu) {}

  /** Buffers of at least so many bytes; their contents are whatever the last call left. */
  take(bytes: Readonly<Record<RolloutRole, number>>): Record<RolloutRole, GPUBuffer> {
    const own = ROLLOUT_ROLES.map((role) => [role, this.takeOne(role, bytes[role])] as const)
    return Object.fromEntries(own) as Record<RolloutRole, GPUBuffer>
  }

  dispose(): void {
    this.gpu.free(...this.held.values())
    this.held.clear()
  }

  private takeOne(role: RolloutRole, bytes: number): GPUBuffer {
    const known = this.held.get(role)
    if (known && known.size >= bytes) return known
    if (known) this.gpu.free(known)
    const made = this.gpu.buffer(`rollout ${role}`, bytes, role === 'run' ? 'uniform' : undefined)
    this.held.set(role, made)
    return made
  }
}
