import { parameterCount, type PolicyShape } from '../shape'
import type { HeldMember, Part } from '../shell'
import { vectorBuffers, vectorBytes } from './allocation'
import { BufferSet, type Gpu } from './device/gpu'
import { shardRanges } from './groups'
import { denseToDevice, type Layout } from './layout'
import { MetricsRing } from './metricsRing'

/*
 * A population on the device: parameters and moments `[M, P]` in as few buffers as its limits allow.
 */

/** Some members of a population whose numbers fit one buffer: parameters and AdamW's moments, `[members, P]` each. */
export interface Shard extends Record<Part, GPUBuffer> {
  /** Unique among all shards of an engine. */
  id: number
  /** The population's member that comes first. */
  from: number
  members: number
}

let shards = 0

/** A population on the device. Its members lie in as few buffers as the device's limits allow. */
export class FusedMembers {
  readonly shards: readonly Shard[]
  private readonly buffers: BufferSet
  private metrics: MetricsRing | undefined

  /** @throws DeviceError `insufficient` where one member alone is too large */
  constructor(
    private readonly gpu: Gpu,
    readonly layout: Layout,
    readonly members: number,
  ) {
    this.buffers = new BufferSet(gpu)
    this.shards = shardRanges(members, layout, gpu.largestBuffer).map(({ from, to }) => ({
      id: shards++,
      from,
      members: to - from,
      ...vectorBuffers(this.buffers.add, layout, to - from),
    }))
  }

  get shape(): PolicyShape {
    return this.layout.shape
  }

  /** Where the metrics of its steps go. */
  get ring(): MetricsRing {
    return (this.metrics ??= new MetricsRing(this.gpu, this.members))
  }

  /** Where a member's numbers lie. */
  place(member: number): { shard: Shard; offset: number } {
    const shard = this.shards.find(({ from, members }) => member >= from && member < from + members) as Shard
    return { shard, offset: (member - shard.from) * vectorBytes(this.layout) }
  }

  /** Sets one vector of every member, given in the seam's dense order. */
  fill(part: Part, vectorOf: (member: number) => Float32Array): void {
    const places = denseToDevice(this.layout)
    for (let member = 0; member < this.members; member++) {
      const padded = new Float32Array(this.layout.size)
      vectorOf(member).forEach((value, i) => {
        padded[places[i] as number] = value
      })
      const { shard, offset } = this.place(member)
      this.gpu.device.queue.writeBuffer(shard[part], offset, padded)
    }
  }

  /** Copies the parameters of members of populations of the same shape, one to each member. */
  copy(sources: readonly HeldMember<FusedMembers>[]): void {
    const encoder = this.gpu.device.createCommandEncoder()
    sources.forEach(({ held, member }, index) => {
      const [from, to] = [held.place(member), this.place(index)]
      const size = vectorBytes(this.layout)
      encoder.copyBufferToBuffer(from.shard.parameters, from.offset, to.shard.parameters, to.offset, size)
    })
    this.gpu.device.queue.submit([encoder.finish()])
  }

  /** One vector of all members for each part, `[M, P]` in the seam's dense order. */
  async read(parts: readonly Part[]): Promise<Float32Array[]> {
    const size = parameterCount(this.shape)
    const places = denseToDevice(this.layout)
    const bytes = await this.gpu.read(
      parts.flatMap((part) => this.shards.map((shard) => ({ buffer: shard[part], size: shard[part].size }))),
    )
    return parts.map((_, index) => {
      const dense = new Float32Array(this.members * size)
      this.shards.forEach((shard, number) => {
        const padded = new Float32Array(bytes[index * this.shards.length + number] as ArrayBuffer)
        for (let own = 0; own < shard.members; own++) {
          const start = (shard.from + own) * size
          places.forEach((place, i) => {
            dense[start + i] = padded[own * this.layout.size + place] as number
          })
        }
      })
      return dense
    })
  }

  free(): void {
    this.buffers.free()
    this.metrics?.dispose()
  }
}
