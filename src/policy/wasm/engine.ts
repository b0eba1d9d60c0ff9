import type {
  MemberRef,
  PolicyEngine,
  Population,
  PromptBatch,
  Rollouts,
  Sampling,
  Scores,
  Snapshot,
  StepMetrics,
  StepResult,
  StepSettings,
  TokenBatch,
  TrainBatch,
} from '../engine'
import { initialParameters } from '../init'
import { emptyRollouts } from '../rollouts'
import type { PolicyShape } from '../shape'
import { compareParameters, type UpdateGeometry } from '../updates'
import { checkPaired, checkPrompts, checkShape, checkStep, checkTokenBatch, sameShape } from '../validate'
import { Decoder } from './decoder'
import type { Module } from './kernels'
import { packSlot, type PackedRows } from './packing'
import { WasmPopulation } from './population'
import { rolloutRows } from './rollout'
import { Space } from './space'
import { divergenceOf, referenceOf, stepMember, tokensOf } from './step'
import { weightsAt } from './weights'

/** Rows that are sampled side by side: enough for whole tiles, few enough for their caches to stay near. */
const ROLLOUT_ROWS = 256

export interface WasmOptions {
  /** Rows of a rollout that are sampled side by side. */
  rolloutRows?: number
}

/** The engine on the processor: WebAssembly kernels with vectors, one member after the other. */
export class WasmEngine implements PolicyEngine {
  readonly name = 'processor (WebAssembly with SIMD)'
  readonly lost = new Promise<never>(() => undefined)
  private readonly space: Space
  private readonly decoders = new Map<string, Decoder>()
  private readonly populations = new Set<WasmPopulation>()
  private disposed = false

  constructor(
    private readonly module: Module,
    private readonly options: WasmOptions = {},
  ) {
    this.space = new Space(module)
  }

  /** Nothing: the kernels are compiled already. */
  warmUp(): Promise<void> {
    return Promise.resolve()
  }

  createPopulation(shape: PolicyShape, seeds: readonly number[]): Population {
    const population = this.allocate(shape, seeds.length)
    seeds.forEach((seed, member) => {
      population.values(member, 'parameters').set(initialParameters(shape, seed))
    })
    return population
  }

  fork(sources: readonly MemberRef[]): Population {
    const shape = sources[0]?.population.shape
    if (!shape || !sources.every(({ population }) => sameShape(population.shape, shape)))
      throw new RangeError('fork() needs at least one source, and all of one shape.')
    const owned = sources.map(({ population, member }) => this.own(population).at(member).parameters)
    const fork = this.allocate(shape, sources.length)
    owned.forEach((parameters, member) => {
      this.module.kernels.copy(parameters, fork.at(member).parameters, fork.size)
    })
    return fork
  }

  async snapshot(population: Population): Promise<Snapshot> {
    return Promise.resolve(this.own(population).snapshot())
  }

  restore(snapshot: Snapshot): Population {
    const population = this.allocate(snapshot.shape, snapshot.members)
    try {
      population.load(snapshot)
    } catch (error) {
      population.dispose()
      throw error
    }
    return population
  }

  async score(population: Population, batch: TokenBatch, reference?: Population): Promise<Scores> {
    const own = this.own(population)
    checkTokenBatch(batch, own.shape, own.members)
    if (reference) checkPaired(population, reference)
    const frozen = reference && this.own(reference)
    const decoder = this.decoderOf(own.shape)
    const size = batch.rows * batch.length
    const empty = (): Float32Array => new Float32Array(own.members * size)
    const scores: Scores = { logProbs: empty(), entropies: empty(), ...(frozen && { kl: empty() }) }
    const packed = packer(batch, true)
    for (let member = 0; member < own.members; member++) {
      const rows = packed(batch.slotOf[member] as number)
      const { logProbs } = frozen ? referenceOf(decoder, frozen.at(member).parameters, rows) : {}
      const weights = weightsAt(own.at(member).parameters, own.shape)
      const head = decoder.head(weights, decoder.forward(weights, rows), rows)
      const tokens = tokensOf(decoder, head)
      scores.logProbs.set(tokens.logProbs, member * size)
      scores.entropies.set(tokens.entropies, member * size)
      if (logProbs !== undefined) scores.kl?.set(divergenceOf(decoder, head, logProbs), member * size)
    }
    return Promise.resolve(scores)
  }

  trainStep(population: Population, batch: TrainBatch, step: StepSettings): StepResult {
    const own = this.own(population)
    checkTokenBatch(batch, own.shape, own.members)
    checkStep(batch, step, own)
    if (step.reference) checkPaired(population, step.reference)
    const frozen = step.reference && this.own(step.reference)
    const decoder = this.decoderOf(own.shape)
    const packed = packer(batch, false)
    const metrics = step.objectives.map((objective, member): StepMetrics => {
      return stepMember(decoder, {
        member: own.at(member),
        ...(frozen && { reference: frozen.at(member).parameters }),
        objective,
        batch,
        rows: packed(batch.slotOf[member] as number),
        optimizer: step.optimizer,
        rateFactor: step.rateFactors?.[member] ?? 1,
        steps: own.steps,
      })
    })
    own.steps++
    return { metrics: own.keep(metrics) }
  }

  async rollout(population: Population, prompts: PromptBatch, sampling: Sampling): Promise<Rollouts> {
    const own = this.own(population)
    checkPrompts(prompts, sampling, own.shape, own.members)
    const { members } = own
    const { rows } = prompts
    const result = emptyRollouts(members, rows, sampling.maxResponse)
    const decoder = this.decoderOf(own.shape)
    const most = this.options.rolloutRows ?? ROLLOUT_ROWS
    for (let member = 0; member < members; member++) {
      const slot = prompts.slotOf[member] as number
      for (let from = 0; from < rows; from += most) {
        const range = { from, to: Math.min(from + most, rows) }
        rolloutRows(decoder, own.at(member).parameters, { member, slot, range }, prompts, sampling, result)
      }
    }
    return Promise.resolve(result)
  }

  async compareUpdates(start: Population, middle: Population, end: Population): Promise<UpdateGeometry[]> {
    checkPaired(start, middle)
    checkPaired(start, end)
    const [first, second, third] = [this.own(start), this.own(middle), this.own(end)]
    return Promise.resolve(
      Array.from({ length: first.members }, (_, member) => {
        const own = (one: WasmPopulation): Float32Array => one.values(member, 'parameters')
        return compareParameters(own(first), own(second), own(third))
      }),
    )
  }

  dispose(): void {
    if (this.disposed) return
    for (const population of [...this.populations]) population.dispose()
    this.disposed = true
  }

  private allocate(shape: PolicyShape, members: number): WasmPopulation {
    if (this.disposed) throw new Error('This engine was disposed.')
    checkShape(shape)
    const population = new WasmPopulation(shape, members, this.space, (gone) => this.populations.delete(gone))
    this.populations.add(population)
    return population
  }

  private decoderOf(shape: PolicyShape): Decoder {
    const { vocabulary, dModel, heads, layers, dFF } = shape
    const key = [vocabulary, dModel, heads, layers, dFF].join()
    const decoder = this.decoders.get(key) ?? new Decoder(this.module.kernels, this.space, shape)
    this.decoders.set(key, decoder)
    return decoder
  }

  private own(population: Population): WasmPopulation {
    if (this.disposed) throw new Error('This engine was disposed.')
    if (!(population instanceof WasmPopulation)) throw new TypeError('This population belongs to another engine.')
    population.check()
    if (!this.populations.has(population)) throw new TypeError('This population belongs to another engine.')
    return population
  }
}

/** Packs each slot once. */
function packer(batch: TokenBatch, whole: boolean): (slot: number) => PackedRows {
  const slots = new Map<number, PackedRows>()
  return (slot) => {
    const rows = slots.get(slot) ?? packSlot(batch, slot, whole)
    slots.set(slot, rows)
    return rows
  }
}
