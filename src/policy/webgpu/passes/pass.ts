import type { MemberRange } from '../../members'
import type { Part } from '../../shell'
import type { Allocate, PassBuffers, PassSpec } from '../allocation'
import { BufferSet, type Gpu } from '../device/gpu'
import { Plan, type Slice } from '../device/plan'
import { type Layout, ropeTable } from '../layout'
import type { Shard } from '../members'
import { type Section, uploadLayout } from '../upload/layout'
import { Upload } from '../upload/step'
import type { TileShape } from '../wgsl/tile'
import type { PassInputs } from './forward'

/*
 * What training and scoring passes have in common: buffers for one size of batch, and plans for the groups of members that use
 * them.
 */

/** What a pass is recorded for. */
export interface PassKind extends PassSpec {
  /** The register tile of matrix products. */
  tile: TileShape
}

/** Members of one shard that go through a pass together. */
export interface MemberGroup extends MemberRange {
  shard: Shard
}

/**
 * Buffers and upload of one kind of pass, and its dispatches recorded for every group of members that went through it: the
 * bind groups name a population's buffers.
 */
export abstract class Pass<Buffers extends PassBuffers = PassBuffers> {
  protected readonly buffers: Buffers
  protected readonly upload: Upload
  private readonly set: BufferSet
  private readonly plans = new Map<string, { plan: Plan; shards: readonly number[] }>()

  constructor(
    protected readonly gpu: Gpu,
    protected readonly kind: PassKind,
    allocateAll: (allocate: Allocate<GPUBuffer>, spec: PassSpec) => Buffers,
  ) {
    const { layout, sizes } = kind
    this.set = new BufferSet(gpu)
    this.upload = new Upload(uploadLayout(sizes))
    this.buffers = allocateAll(this.set.add, kind)
    gpu.device.queue.writeBuffer(this.buffers.rope, 0, ropeTable(layout, sizes.length))
  }

  /** Bytes on the device. */
  get bytes(): number {
    return this.set.bytes
  }

  /** Forgets what was recorded for a shard that is gone. */
  forget(shard: number): void {
    for (const [key, { shards }] of this.plans) if (shards.includes(shard)) this.plans.delete(key)
  }

  dispose(): void {
    this.plans.clear()
    this.set.free()
  }

  /** What was recorded for this group, with this variant of the pass. */
  protected planFor(
    group: MemberGroup,
    reference: MemberGroup | undefined,
    variant: string,
    record: (plan: Plan) => void,
  ): Plan {
    const key = [group.shard.id, group.from, reference?.shard.id, variant].join()
    const known = this.plans.get(key)
    if (known) return known.plan
    const plan = new Plan(this.gpu)
    record(plan)
    this.plans.set(key, { plan, shards: [group.shard.id, ...(reference ? [reference.shard.id] : [])] })
    return plan
  }

  /** What the kernels read for a group of members. */
  protected inputs(group: MemberGroup): PassInputs {
    const { layout, sizes, tile } = this.kind
    const { sections } = this.upload.layout
    return {
      layout,
      sizes,
      tile,
      sizesUniform: this.section(sections.sizes),
      members: this.section(sections.members),
      ids: this.section(sections.ids),
      rope: this.buffers.rope,
      parameters: (offset) => memberSlice(group, 'parameters', layout, offset),
    }
  }

  protected section({ offset, size }: Section): Slice {
    return { buffer: this.buffers.uploaded, offset, size }
  }

  /** Sends what the upload holds. */
  protected send(): void {
    this.gpu.device.queue.writeBuffer(this.buffers.uploaded, 0, this.upload.bytes)
  }
}

/** A group's numbers in one of its shard's buffers, from a place within the member on. */
export function memberSlice({ shard, from, to }: MemberGroup, name: Part, { size }: Layout, offset = 0): Slice {
  return {
    buffer: shard[name],
    offset: 4 * ((from - shard.from) * size + offset),
    size: 4 * ((to - from) * size - offset),
  }
}
