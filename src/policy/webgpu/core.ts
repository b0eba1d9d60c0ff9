import type { PromptBatch, Rollouts, Sampling, Scores, TokenBatch, TrainBatch } from '../engine'
import { emptyScores, joinRollouts, takeMembers } from '../members'
import { type PolicyShape, shapeKey } from '../shape'
import type { CoreStep, EngineCore, HeldMember, Part, StepReport } from '../shell'
import type { UpdateGeometry } from '../updates'
import { Gpu } from './device/gpu'
import { memberGroups, PASS_BUDGET, passBytes, passKey, type PassKindName } from './groups'
import { type Layout, layoutOf } from './layout'
import { FusedMembers } from './members'
import { readMetrics } from './metricsRing'
import { Cache } from './passes/cache'
import type { MemberGroup, PassKind } from './passes/pass'
import { collectScores, ScorePass } from './passes/score'
import { passSizes } from './passes/sizes'
import { TrainPass } from './passes/train'
import { compareUpdates } from './passes/updates'
import { RolloutBuffers } from './rollout/buffers'
import { rollout } from './rollout/rollout'
import type { Variants } from './variants'
import { warmUp } from './warmUp'
import { METRICS_BYTES } from './wgsl/structs'

/*
 * The fused engine on one device: populations, passes that are kept ready, and rollouts.
 */

/** A device to compute on, and what is known of it. */
export interface OpenDevice {
  device: GPUDevice
  /** For people. */
  description: string
  /** Rejects with a `DeviceError` when the device is lost; never resolves. */
  lost: Promise<never>
  close(): void
}

export interface FusedOptions {
  variants: Variants
  /** Bytes that the activations of one pass may take; more members are cut into groups. */
  activationBudget?: number
  /** Bytes that a rollout's cache may take. */
  cacheBudget?: number
}

/** What a benchmark wants to know. */
export interface FusedStatistics {
  dispatchesPerStep: number
  pipelines: number
  memoryBytes: number
}

/** What computes in fused WGSL kernels with hand-written backward passes: a step is one submission of recorded dispatches. */
export class FusedCore implements EngineCore<FusedMembers> {
  readonly name: string
  readonly lost: Promise<never>
  private readonly gpu: Gpu
  private readonly passes: Cache<TrainPass | ScorePass>
  private readonly rolloutBuffers: RolloutBuffers
  private readonly layouts = new Map<string, Layout>()
  private readonly budget: number
  private dispatches = 0

  constructor(
    private readonly open: OpenDevice,
    private readonly options: FusedOptions,
  ) {
    this.name = `fused (webgpu: ${open.description})`
    this.lost = open.lost
    this.gpu = new Gpu(open.device)
    this.budget = options.activationBudget ?? PASS_BUDGET
    this.passes = new Cache(this.budget)
    this.rolloutBuffers = new RolloutBuffers(this.gpu)
  }

  get statistics(): FusedStatistics {
    return { dispatchesPerStep: this.dispatches, pipelines: this.gpu.pipelines, memoryBytes: this.gpu.memory }
  }

  async warmUp(shape: PolicyShape): Promise<void> {
    const held = this.allocate(shape, 1)
    try {
      await warmUp(this.gpu, held, this.options.variants)
    } finally {
      this.free(held)
    }
  }

  allocate(shape: PolicyShape, members: number): FusedMembers {
    return new FusedMembers(this.gpu, this.layoutOf(shape), members)
  }

  free(held: FusedMembers): void {
    for (const pass of this.passes.all) for (const { id } of held.shards) pass.forget(id)
    held.free()
  }

  fill(held: FusedMembers, part: Part, vectorOf: (member: number) => Float32Array): void {
    held.fill(part, vectorOf)
  }

  copy(held: FusedMembers, sources: readonly HeldMember<FusedMembers>[]): void {
    held.copy(sources)
  }

  read(held: FusedMembers, parts: readonly Part[]): Promise<Float32Array[]> {
    return held.read(parts)
  }

  async score(held: FusedMembers, batch: TokenBatch, reference: FusedMembers | undefined): Promise<Scores> {
    const scores = emptyScores(held.members, batch, reference !== undefined)
    const passOf = this.passesOver('score', held, batch, reference)
    await Promise.all(
      passOf.groups.map(async (group) => {
        const kind = passOf.kind(group.to - group.from)
        const pass = this.passes.get(passKey('score', kind), () => new ScorePass(this.gpu, kind))
        const tokens = await pass.score(group, reference && pair(reference, group), takeMembers(batch, group))
        collectScores(scores, group, tokens, batch)
      }),
    )
    return scores
  }

  /** The metrics stay in the population's ring until somebody asks. */
  step(held: FusedMembers, batch: TrainBatch, step: CoreStep<FusedMembers>): StepReport {
    const { objectives, optimizer, rateFactors, reference, stepsTaken } = step
    const { ring } = held
    const { step: number, offset } = ring.take()
    const passOf = this.passesOver('train', held, batch, reference)
    this.dispatches = 0
    for (const group of passOf.groups) {
      const kind = passOf.kind(group.to - group.from)
      const pass = this.passes.get(passKey('train', kind), () => new TrainPass(this.gpu, kind))
      const settings = {
        objectives: objectives.slice(group.from, group.to),
        optimizer,
        ...(rateFactors && { rateFactors: rateFactors.slice(group.from, group.to) }),
      }
      const place = { buffer: ring.buffer, offset: offset + METRICS_BYTES * group.from }
      const frozen = reference && pair(reference, group)
      this.dispatches += pass.step(group, frozen, takeMembers(batch, group), settings, stepsTaken, place)
    }
    return { read: async () => readMetrics(await ring.read(number), objectives, reference !== undefined) }
  }

  async rollout(held: FusedMembers, prompts: PromptBatch, sampling: Sampling): Promise<Rollouts> {
    const { cacheBudget } = this.options
    const options = { variant: this.options.variants.rollout, ...(cacheBudget !== undefined && { cacheBudget }) }
    const parts = held.shards.map(({ parameters, from, members }) =>
      rollout(
        this.gpu,
        held.layout,
        { buffer: parameters, first: 0, members },
        takeMembers(prompts, { from, to: from + members }),
        sampling,
        this.rolloutBuffers,
        options,
      ),
    )
    return joinRollouts(await Promise.all(parts))
  }

  compareUpdates(start: FusedMembers, middle: FusedMembers, end: FusedMembers): Promise<UpdateGeometry[]> {
    return compareUpdates(this.gpu, start, middle, end)
  }

  close(): void {
    this.gpu.dispose()
    this.open.close()
  }

  /** One layout object a shape, so that passes recorded for it are found again. */
  private layoutOf(shape: PolicyShape): Layout {
    const key = shapeKey(shape)
    const layout = this.layouts.get(key) ?? layoutOf(shape)
    this.layouts.set(key, layout)
    return layout
  }

  /** The passes that a batch goes through: groups of members, and what a pass over so many of them is recorded for. */
  private passesOver(
    name: PassKindName,
    { layout, shards }: FusedMembers,
    batch: TrainBatch,
    reference: FusedMembers | undefined,
  ): { groups: MemberGroup[]; kind: (members: number) => PassKind } {
    const kind = (members: number): PassKind => ({
      layout,
      sizes: passSizes(batch, members),
      hasReference: reference !== undefined,
      hasDistributions: batch.behaviourDistributions !== undefined,
      tile: this.options.variants.tile,
    })
    const limits = { buffer: this.gpu.largestBuffer, budget: this.budget }
    const groups = shards.flatMap((shard) =>
      memberGroups(shard.members, (members) => passBytes(name, kind(members)), limits).map(({ from, to }) => ({
        shard,
        from: shard.from + from,
        to: shard.from + to,
      })),
    )
    return { groups, kind }
  }
}

/** The members of a reference that stand beside a group: populations of one size are cut into shards alike. */
const pair = (reference: FusedMembers, group: MemberGroup): MemberGroup => ({
  ...group,
  shard: reference.place(group.from).shard,
})
