import type { Population, Snapshot } from '../engine'
import { initialParameters } from '../init'
import { parameterCount, type PolicyShape } from '../shape'
import { BufferSet } from './device/bufferSet'
import type { Gpu } from './device/gpu'
import type { Slice } from './device/plan'
import { tooLarge } from './device/tooLarge'
import { denseToDevice, type Layout } from './layout'

/** Some members of a population whose numbers fit one buffer: parameters and AdamW's moments, `[members, P]` each. */
export interface Shard {
  /** Unique among all shards of an engine. */
  id: number
  /** The population's member that comes first. */
  from: number
  members: number
  parameters: GPUBuffer
  firstMoments: GPUBuffer
  secondMoments: GPUBuffer
}

const ARRAYS = ['parameters', 'firstMoments', 'secondMoments'] as const

let shards = 0

/** A population on the device. Its members lie in as few buffers as the device's limits allow. */
export class FusedPopulation implements Population {
  readonly shape: PolicyShape
  readonly shards: readonly Shard[]
  /** Optimizer steps taken. */
  steps = 0
  private readonly buffers: BufferSet
  private disposed = false

  /** @throws DeviceError `insufficient` where one member alone is too large */
  constructor(
    private readonly gpu: Gpu,
    readonly layout: Layout,
    readonly members: number,
    private readonly onDispose: (population: FusedPopulation) => void,
  ) {
    this.shape = { ...layout.shape }
    this.buffers = new BufferSet(gpu)
    const most = Math.floor(gpu.largestBuffer / (4 * layout.size))
    if (most === 0) throw tooLarge('A policy of this shape', 4 * layout.size, gpu.largestBuffer, 'Use a smaller model.')
    this.shards = Array.from({ length: Math.ceil(members / most) }, (_, index) => {
      const from = index * most
      const count = Math.min(most, members - from)
      const buffer = (label: string): GPUBuffer => this.buffers.add(label, 4 * count * layout.size)
      return {
        id: shards++,
        from,
        members: count,
        parameters: buffer('parameters'),
        firstMoments: buffer('firstMoments'),
        secondMoments: buffer('secondMoments'),
      }
    })
  }

  /** Throws where the population was disposed. */
  check(): void {
    if (this.disposed) throw new Error('This population was disposed.')
  }

  /** Where a member's numbers lie. */
  place(member: number): { shard: Shard; offset: number } {
    const shard = this.shards.find(({ from, members }) => member >= from && member < from + members)
    if (!shard || !Number.isInteger(member)) {
      throw new RangeError(`This population has members 0 to ${this.members - 1}, not ${member}.`)
    }
    return { shard, offset: 4 * (member - shard.from) * this.layout.size }
  }

  /** Sets every member's parameters to those that its seed gives. */
  initialise(seeds: readonly number[]): void {
    const places = denseToDevice(this.layout)
    seeds.forEach((seed, member) => {
      this.write('parameters', member, initialParameters(this.shape, seed), places)
    })
  }

  /** Takes over everything a snapshot holds; throws RangeError where its arrays do not fit its shape. */
  load(snapshot: Snapshot): void {
    const size = parameterCount(this.shape)
    const places = denseToDevice(this.layout)
    for (const name of ARRAYS) {
      const values = snapshot[name]
      if (values.length !== this.members * size) {
        throw new RangeError(`A snapshot of ${this.members} members needs ${size} numbers each, not ${values.length}.`)
      }
      for (let member = 0; member < this.members; member++) {
        this.write(name, member, values.subarray(member * size, (member + 1) * size), places)
      }
    }
    this.steps = snapshot.steps
  }

  /** Copies one member's parameters from another population of the same shape. */
  copyMember(encoder: GPUCommandEncoder, member: number, source: FusedPopulation, sourceMember: number): void {
    const to = this.place(member)
    const from = source.place(sourceMember)
    encoder.copyBufferToBuffer(from.shard.parameters, from.offset, to.shard.parameters, to.offset, 4 * this.layout.size)
  }

  /** Everything on the host, in the seam's dense layout. */
  async snapshot(): Promise<Snapshot> {
    const { shape, members, steps } = this
    const size = parameterCount(shape)
    const places = denseToDevice(this.layout)
    const parts = ARRAYS.flatMap((name) => this.shards.map((shard) => wholeOf(shard[name])))
    const bytes = await this.gpu.read(parts)
    const [parameters, firstMoments, secondMoments] = ARRAYS.map((_, index) => {
      const dense = new Float32Array(members * size)
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
    }) as [Float32Array, Float32Array, Float32Array]
    return { shape, members, parameters, firstMoments, secondMoments, steps }
  }

  dispose(): void {
    if (this.disposed) return
    this.disposed = true
    this.buffers.free()
    this.onDispose(this)
  }

  private write(name: (typeof ARRAYS)[number], member: number, dense: Float32Array, places: Int32Array): void {
    const padded = new Float32Array(this.layout.size)
    dense.forEach((value, i) => {
      padded[places[i] as number] = value
    })
    const { shard, offset } = this.place(member)
    this.gpu.device.queue.writeBuffer(shard[name], offset, padded)
  }
}

const wholeOf = (buffer: GPUBuffer): Required<Slice> => ({ buffer, offset: 0, size: buffer.size })
