/*
 * What every engine does apart from computing: it refuses what cannot be computed, knows which populations are its own, counts their
 * steps, answers for metrics as long as the seam promises, and gives everything back. What computes is an `EngineCore`, which is
 * only ever handed what was checked: an engine is `new Engine(core)`.
 */
import {
  METRICS_KEPT,
  type MemberRef,
  type PolicyEngine,
  type Population,
  type PromptBatch,
  type Rollouts,
  type Sampling,
  type Scores,
  type Snapshot,
  type StepMetrics,
  type StepResult,
  type StepSettings,
  type TokenBatch,
  type TrainBatch,
} from './engine'
import { initialParameters } from './init'
import { parameterCount, type PolicyShape } from './shape'
import { compareParameters, type UpdateGeometry } from './updates'
import {
  checkPaired,
  checkPrompts,
  checkShape,
  checkSnapshot,
  checkSources,
  checkStep,
  checkTokenBatch,
} from './validate'

/** The three vectors of a member, `[P]` each in the order of `parameterSpans`. */
export const PARTS = ['parameters', 'firstMoments', 'secondMoments'] as const
export type Part = (typeof PARTS)[number]

/** What computes; `Held` is what it holds of a population. */
export interface EngineCore<Held> {
  /** For people: engine and device. */
  readonly name: string
  /** Rejects with a `DeviceError` when the device is lost; absent where there is none to lose. */
  readonly lost?: Promise<never>
  /** Compiles what populations of this shape run; absent where nothing is compiled. */
  warmUp?(shape: PolicyShape): Promise<void>
  /**
   * Room for so many members, all of whose numbers are 0.
   *
   * @throws DeviceError `insufficient`
   */
  allocate(shape: PolicyShape, members: number): Held
  free(held: Held): void
  /** Sets one vector of every member. */
  fill(held: Held, part: Part, vectorOf: (member: number) => Float32Array): void
  /** Copies the parameters of one source to each member, in order. */
  copy(held: Held, sources: readonly HeldMember<Held>[]): void
  /** One vector of all members for each part, `[M, P]`. */
  read(held: Held, parts: readonly Part[]): Promise<Float32Array[]>
  score(held: Held, batch: TokenBatch, reference: Held | undefined): Promise<Scores>
  step(held: Held, batch: TrainBatch, step: CoreStep<Held>): StepReport
  rollout(held: Held, prompts: PromptBatch, sampling: Sampling): Promise<Rollouts>
  /** As the seam's; absent where the parameters are compared on the host. */
  compareUpdates?(start: Held, middle: Held, end: Held): Promise<UpdateGeometry[]>
  /** Frees what is not a population's, and lets the device go. */
  close(): void
}

export interface HeldMember<Held> {
  held: Held
  member: number
}

/** A step's settings as a core takes them. */
export interface CoreStep<Held> extends Omit<StepSettings, 'reference'> {
  reference: Held | undefined
  /** Optimizer steps before this one. */
  stepsTaken: number
}

/** What a step measured, wherever it is until somebody asks. */
export interface StepReport {
  read(): Promise<StepMetrics[]>
  /** Nobody can ask any more; what was asked for before is still answered. */
  drop?(): void
}

/** A population of an engine, which alone uses it. */
export class EnginePopulation<Held> implements Population {
  /** Optimizer steps since creation or fork. */
  steps = 0
  isDisposed = false
  /** Takes the reports of the last steps out of reach, the oldest first. */
  private readonly kept: ((reason: Error) => void)[] = []

  constructor(
    readonly shape: PolicyShape,
    readonly members: number,
    /** What the core holds of it. */
    readonly held: Held,
    private readonly onDispose: (population: EnginePopulation<Held>) => void,
  ) {}

  /** Takes a step's report over, until it is too old or the population is disposed. */
  keep(report: StepReport): StepResult {
    let gone: Error | undefined
    this.kept.push((reason) => {
      gone = reason
      report.drop?.()
    })
    if (this.kept.length > METRICS_KEPT)
      this.kept.shift()?.(new RangeError(`A step's metrics must be asked for within ${METRICS_KEPT} steps.`))
    return {
      metrics: async () => {
        if (gone) throw gone
        return report.read()
      },
    }
  }

  dispose(): void {
    if (this.isDisposed) return
    this.isDisposed = true
    for (const drop of this.kept.splice(0)) drop(populationGone())
    this.onDispose(this)
  }
}

const populationGone = (): Error => new Error('This population was disposed.')

/** An engine around what computes. */
export class Engine<Held> implements PolicyEngine {
  readonly name: string
  readonly lost: Promise<never>
  private readonly populations = new Map<Population, EnginePopulation<Held>>()
  private isDisposed = false

  constructor(private readonly core: EngineCore<Held>) {
    this.name = core.name
    this.lost = core.lost ?? new Promise<never>(() => undefined)
  }

  async warmUp(shape: PolicyShape): Promise<void> {
    this.check()
    checkShape(shape)
    await this.core.warmUp?.(shape)
  }

  createPopulation(shape: PolicyShape, seeds: readonly number[]): Population {
    return this.populate(shape, seeds.length, ({ held }) => {
      this.core.fill(held, 'parameters', (member) => initialParameters(shape, seeds[member] as number))
    })
  }

  fork(sources: readonly MemberRef[]): Population {
    const shape = checkSources(sources)
    const owned = sources.map(({ population, member }) => ({ held: this.own(population).held, member }))
    return this.populate(shape, sources.length, ({ held }) => {
      this.core.copy(held, owned)
    })
  }

  async snapshot(population: Population): Promise<Snapshot> {
    const { shape, members, steps, held } = this.own(population)
    const [parameters, firstMoments, secondMoments] = (await this.core.read(held, PARTS)) as [
      Float32Array,
      Float32Array,
      Float32Array,
    ]
    return { shape, members, parameters, firstMoments, secondMoments, steps }
  }

  restore(snapshot: Snapshot): Population {
    checkSnapshot(snapshot)
    const size = parameterCount(snapshot.shape)
    return this.populate(snapshot.shape, snapshot.members, (population) => {
      for (const part of PARTS) {
        const values = snapshot[part]
        this.core.fill(population.held, part, (member) => values.subarray(member * size, (member + 1) * size))
      }
      population.steps = snapshot.steps
    })
  }

  async score(population: Population, batch: TokenBatch, reference?: Population): Promise<Scores> {
    const own = this.own(population)
    checkTokenBatch(batch, own.shape, own.members)
    return this.core.score(own.held, batch, this.pairOf(own, reference))
  }

  trainStep(population: Population, batch: TrainBatch, step: StepSettings): StepResult {
    const own = this.own(population)
    checkTokenBatch(batch, own.shape, own.members)
    checkStep(batch, step, own)
    const reference = this.pairOf(own, step.reference)
    const report = this.core.step(own.held, batch, { ...step, reference, stepsTaken: own.steps })
    own.steps++
    return own.keep(report)
  }

  async rollout(population: Population, prompts: PromptBatch, sampling: Sampling): Promise<Rollouts> {
    const own = this.own(population)
    checkPrompts(prompts, sampling, own.shape, own.members)
    return this.core.rollout(own.held, prompts, sampling)
  }

  async compareUpdates(start: Population, middle: Population, end: Population): Promise<UpdateGeometry[]> {
    checkPaired(start, middle)
    checkPaired(start, end)
    const [first, second, third] = [this.own(start).held, this.own(middle).held, this.own(end).held]
    if (this.core.compareUpdates) return this.core.compareUpdates(first, second, third)
    const read = async (held: Held): Promise<Float32Array> => {
      const [parameters] = await this.core.read(held, ['parameters'])
      return parameters as Float32Array
    }
    const all = await Promise.all([read(first), read(second), read(third)])
    const size = parameterCount(start.shape)
    return Array.from({ length: start.members }, (_, member) => {
      const [a, b, c] = all.map((values) => values.subarray(member * size, (member + 1) * size))
      return compareParameters(a as Float32Array, b as Float32Array, c as Float32Array)
    })
  }

  dispose(): void {
    if (this.isDisposed) return
    for (const population of [...this.populations.keys()]) population.dispose()
    this.isDisposed = true
    this.core.close()
  }

  /** A population that `fill` gives its numbers; where that throws, nothing is left of it. */
  private populate(
    { vocabulary, dModel, heads, layers, dFF }: PolicyShape,
    members: number,
    fill: (population: EnginePopulation<Held>) => void,
  ): Population {
    this.check()
    const shape = { vocabulary, dModel, heads, layers, dFF }
    checkShape(shape)
    const population = new EnginePopulation(shape, members, this.core.allocate(shape, members), (gone) => {
      this.populations.delete(gone)
      this.core.free(gone.held)
    })
    this.populations.set(population, population)
    try {
      fill(population)
    } catch (error) {
      population.dispose()
      throw error
    }
    return population
  }

  private check(): void {
    if (this.isDisposed) throw new Error('This engine was disposed.')
  }

  private own(population: Population): EnginePopulation<Held> {
    this.check()
    if (population instanceof EnginePopulation && population.isDisposed) throw populationGone()
    const own = this.populations.get(population)
    if (!own) throw new TypeError('This population belongs to another engine.')
    return own
  }

  /** What is held of the population that stands beside another one, if there is one. */
  private pairOf(population: Population, reference: Population | undefined): Held | undefined {
    if (!reference) return undefined
    checkPaired(population, reference)
    return this.own(reference).held
  }
}
