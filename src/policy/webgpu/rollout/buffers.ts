import { inverseTemperatures } from '../../batch'
import type { PromptBatch, Rollouts, Sampling } from '../../engine'
import type { Gpu } from '../device/gpu'
import { type Chunk, ROLLOUT_ROLES, type RolloutRole } from './chunks'

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

/** `[S, R]` of the kernel's `Row`: two words of key, 1/temperature (0 for greedy), the prompt's length. */
export function packRows(prompts: PromptBatch): Uint32Array {
  const { keys, lengths } = prompts
  const inverses = inverseTemperatures(prompts)
  const words = new Uint32Array(4 * lengths.length)
  const numbers = new Float32Array(words.buffer)
  lengths.forEach((length, row) => {
    words[4 * row] = keys[2 * row] as number
    words[4 * row + 1] = keys[2 * row + 1] as number
    numbers[4 * row + 2] = inverses[row] as number
    words[4 * row + 3] = length
  })
  return words
}

/** A bit for each token: whether it ends a response. */
export function packStops({ stops }: Sampling, vocabulary: number): Uint32Array {
  const words = new Uint32Array(Math.ceil(vocabulary / 32))
  for (const id of stops) {
    const word = Math.floor(id / 32)
    if (id >= 0 && id < vocabulary) words[word] = (words[word] as number) | (1 << (id % 32))
  }
  return words
}

/** Numbers that the kernel writes for each token: id, log-probability, entropy, and 0 where there is none. */
const FIELDS = 4

/** Puts the results of a chunk, `[members, rows, L, 4]` of it, to their places. */
export function placeResponses(rollouts: Rollouts, chunk: Chunk, results: Float32Array): void {
  const { maxResponse, rows } = rollouts
  for (let member = 0; member < chunk.members; member++) {
    for (let row = 0; row < chunk.rows; row++) {
      const source = (member * chunk.rows + row) * maxResponse
      const sequence = (chunk.member + member) * rows + chunk.row + row
      const target = sequence * maxResponse
      let length = 0
      while (length < maxResponse && results[FIELDS * (source + length) + 3] !== 0) {
        const from = FIELDS * (source + length)
        rollouts.tokens[target + length] = results[from] as number
        rollouts.logProbs[target + length] = results[from + 1] as number
        rollouts.entropies[target + length] = results[from + 2] as number
        length++
      }
      rollouts.lengths[sequence] = length
    }
  }
}
