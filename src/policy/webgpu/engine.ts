import type {
  MemberRef,
  PolicyEngine,
  Population,
  PromptBatch,
  Rollouts,
  Sampling,
  Scores,
  Snapshot,
  StepResult,
  StepSettings,
  TokenBatch,
  TrainBatch,
} from '../engine'
import type { PolicyShape } from '../shape'
import type { UpdateGeometry } from '../updates'
import { checkPaired, checkPrompts, checkShape, checkStep, checkTokenBatch, sameShape } from '../validate'
import { Gpu } from './device/gpu'
import { type MemberGroup, memberGroups } from './groups'
import { type Layout, layoutOf } from './layout'
import { readMetrics } from './metrics'
import { MetricsRing } from './metricsRing'
import { type PassBytes, scoreBytes, trainBytes } from './passes/bytes'
import { PassCache } from './passes/cache'
import { groupBatch, type PassKind } from './passes/pass'
import { passSizes } from './passes/sizes'
import { METRICS_BYTES } from './passes/train'
import { compareUpdates } from './passes/updates'
import { FusedPopulation } from './population'
import { RolloutBuffers } from './rollout/buffers'
import { joinRollouts } from './rollout/join'
import { rollout } from './rollout/rollout'
import { collectScores, emptyScores } from './scores'
import type { Variants } from './variants'
import { warmUp } from './warmUp'

/** Bytes that one pass may take unless said. */
const ACTIVATION_BUDGET = 2 ** 30

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

/** The engine in fused WGSL kernels with hand-written backward passes: a step is one submission of recorded dispatches. */
export class FusedEngine implements PolicyEngine {
  readonly name: string
  readonly lost: Promise<never>
  private readonly gpu: Gpu
  private readonly passes: PassCache
  private readonly rolloutBuffers: RolloutBuffers
  private readonly layouts = new Map<string, Layout>()
  private readonly populations = new Map<FusedPopulation, MetricsRing | undefined>()
  private readonly budget: number
  private dispatches = 0
  private disposed = false

  constructor(
    private readonly open: OpenDevice,
    private readonly options: FusedOptions,
  ) {
    this.name = `fused (webgpu: ${open.description})`
    this.lost = open.lost
    this.gpu = new Gpu(open.device)
    this.budget = options.activationBudget ?? ACTIVATION_BUDGET
    this.passes = new PassCache(this.gpu, this.budget)
    this.rolloutBuffers = new RolloutBuffers(this.gpu)
  }

  get statistics(): FusedStatistics {
    return { dispatchesPerStep: this.dispatches, pipelines: this.gpu.pipelines, memoryBytes: this.gpu.memory }
  }

  async warmUp(shape: PolicyShape): Promise<void> {
    const population = this.own(this.createPopulation(shape, [0]))
    try {
      await warmUp(this.gpu, population, this.options.variants)
    } finally {
      population.dispose()
    }
  }

  createPopulation(shape: PolicyShape, seeds: readonly number[]): Population {
    return this.allocate(shape, seeds.length, (population) => {
      population.initialise(seeds)
    })
  }

  fork(sources: readonly MemberRef[]): Population {
    const shape = sources[0]?.population.shape
    if (!shape || !sources.every(({ population }) => sameShape(population.shape, shape))) {
      throw new RangeError('fork() needs at least one source, and all of one shape.')
    }
    const owned = sources.map(({ population, member }) => ({ population: this.own(population), member }))
    return this.allocate(shape, sources.length, (fork) => {
      const encoder = this.gpu.device.createCommandEncoder()
      owned.forEach(({ population, member }, index) => {
        fork.copyMember(encoder, index, population, member)
      })
      this.gpu.device.queue.submit([encoder.finish()])
    })
  }

  async snapshot(population: Population): Promise<Snapshot> {
    return this.own(population).snapshot()
  }

  restore(snapshot: Snapshot): Population {
    return this.allocate(snapshot.shape, snapshot.members, (population) => {
      population.load(snapshot)
    })
  }

  async score(population: Population, batch: TokenBatch, reference?: Population): Promise<Scores> {
    const own = this.own(population)
    checkTokenBatch(batch, own.shape, own.members)
    if (reference) checkPaired(population, reference)
    const scores = emptyScores(own.members, batch, reference !== undefined)
    const groups = this.groups(own, scoreBytes(own.layout, passSizes(batch, 1)))
    await Promise.all(
      groups.map(async (group) => {
        const pass = this.passes.score(this.kind(own, group, batch, reference))
        const tokens = await pass.score(group, reference && this.pair(reference, group), groupBatch(batch, group))
        collectScores(scores, group, tokens, batch)
      }),
    )
    return scores
  }

  /** The metrics can be asked for until 32 steps later; they are read back only then. */
  trainStep(population: Population, batch: TrainBatch, step: StepSettings): StepResult {
    const own = this.own(population)
    checkTokenBatch(batch, own.shape, own.members)
    checkStep(batch, step, own)
    const { objectives, optimizer, rateFactors, reference } = step
    if (reference) checkPaired(population, reference)
    const ring = this.ringOf(own)
    const { step: number, offset } = ring.take()
    const groups = this.groups(own, trainBytes(own.layout, passSizes(batch, 1)))
    this.dispatches = 0
    for (const group of groups) {
      const pass = this.passes.train(this.kind(own, group, batch, reference))
      const settings = {
        objectives: objectives.slice(group.from, group.to),
        optimizer,
        ...(rateFactors && { rateFactors: rateFactors.slice(group.from, group.to) }),
      }
      const place = { buffer: ring.buffer, offset: offset + METRICS_BYTES * group.from }
      const frozen = reference && this.pair(reference, group)
      this.dispatches += pass.step(group, frozen, groupBatch(batch, group), settings, own.steps, place)
    }
    own.steps++
    return {
      metrics: async () => readMetrics(await ring.read(number), objectives, reference !== undefined),
    }
  }

  async rollout(population: Population, prompts: PromptBatch, sampling: Sampling): Promise<Rollouts> {
    const own = this.own(population)
    checkPrompts(prompts, sampling, own.shape, own.members)
    const { cacheBudget } = this.options
    const options = { variant: this.options.variants.rollout, ...(cacheBudget !== undefined && { cacheBudget }) }
    const parts = own.shards.map(({ parameters, from, members }) =>
      rollout(
        this.gpu,
        own.layout,
        { buffer: parameters, first: 0, members },
        { ...prompts, slotOf: prompts.slotOf.slice(from, from + members) },
        sampling,
        this.rolloutBuffers,
        options,
      ),
    )
    return joinRollouts(await Promise.all(parts))
  }

  async compareUpdates(start: Population, middle: Population, end: Population): Promise<UpdateGeometry[]> {
    checkPaired(start, middle)
    checkPaired(start, end)
    return compareUpdates(this.gpu, this.own(start), this.own(middle), this.own(end))
  }

  dispose(): void {
    if (this.disposed) return
    this.disposed = true
    for (const population of this.populations.keys()) population.dispose()
    this.gpu.dispose()
    this.open.close()
  }

  /** A population that `fill` gave its numbers; where that throws, nothing is left of it. */
  private allocate(shape: PolicyShape, members: number, fill: (population: FusedPopulation) => void): FusedPopulation {
    if (this.disposed) throw new Error('This engine was disposed.')
    checkShape(shape)
    const population = new FusedPopulation(this.gpu, this.layoutOf(shape), members, (gone) => {
      this.passes.forget(gone.shards)
      this.populations.get(gone)?.dispose()
      this.populations.delete(gone)
    })
    this.populations.set(population, undefined)
    try {
      fill(population)
    } catch (error) {
      population.dispose()
      throw error
    }
    return population
  }

  /** One layout object a shape, so that passes recorded for it are found again. */
  private layoutOf(shape: PolicyShape): Layout {
    const { vocabulary, dModel, heads, layers, dFF } = shape
    const key = [vocabulary, dModel, heads, layers, dFF].join()
    const layout = this.layouts.get(key) ?? layoutOf({ vocabulary, dModel, heads, layers, dFF })
    this.layouts.set(key, layout)
    return layout
  }

  private own(population: Population): FusedPopulation {
    if (this.disposed) throw new Error('This engine was disposed.')
    if (!(population instanceof FusedPopulation)) throw new TypeError('This population belongs to another engine.')
    population.check()
    if (!this.populations.has(population)) throw new TypeError('This population belongs to another engine.')
    return population
  }

  private ringOf(population: FusedPopulation): MetricsRing {
    const ring = this.populations.get(population) ?? new MetricsRing(this.gpu, population.members)
    this.populations.set(population, ring)
    return ring
  }

  private groups(population: FusedPopulation, bytes: PassBytes): MemberGroup[] {
    return memberGroups(population.shards, bytes, { buffer: this.gpu.largestBuffer, budget: this.budget })
  }

  /** The members of a reference that stand beside a group: populations of one size are cut into shards alike. */
  private pair(reference: Population, group: MemberGroup): MemberGroup {
    return { ...group, shard: this.own(reference).place(group.from).shard }
  }

  private kind(own: FusedPopulation, { from, to }: MemberGroup, batch: TrainBatch, reference?: Population): PassKind {
    return {
      layout: own.layout,
      sizes: passSizes(batch, to - from),
      hasReference: reference !== undefined,
      hasDistributions: batch.behaviourDistributions !== undefined,
      tile: this.options.variants.tile,
    }
  }
}
