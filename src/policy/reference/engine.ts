import * as tf from '@tensorflow/tfjs'
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
import { initialParameters } from '../init'
import type { PolicyShape } from '../shape'
import { parameterCount } from '../shape'
import { compareParameters, type UpdateGeometry } from '../updates'
import { checkPaired, checkPrompts, checkShape, checkStep, checkTokenBatch, sameShape } from '../validate'
import type { OpenBackend } from './backend'
import { rowChunks, takeRows } from './chunks'
import { Constants } from './constants'
import { memberGroups, memberRows, takeMembers, type MemberRange } from './groups'
import { readMetrics } from './metrics'
import { type ObjectiveColumns, objectiveColumns } from './objectives'
import { clippedAdamW, gradientNorms } from './optimizer'
import { ReferencePopulation } from './population'
import { assembleRollouts } from './responses'
import { readAndDispose } from './read'
import { rolloutTokens } from './rollout'
import { tidy } from './tidy'
import { scoreBatch } from './score'
import { lossAndGradients } from './step'

/** Sets of objectives kept on the device: a run has a few, one for each group of members and stage. */
const MOST_COLUMNS = 64

export interface ReferenceOptions {
  /** Bytes that the intermediate results of one pass may take on the device; more members are cut into groups. */
  activationBudget?: number
}

/** The engine in tfjs operations with automatic differentiation: the clear one, which others are compared to. */
export class ReferenceEngine implements PolicyEngine {
  readonly name: string
  readonly lost: Promise<never>
  private readonly constants = new Constants()
  private readonly populations = new Set<ReferencePopulation>()
  private readonly columns = new Map<string, ObjectiveColumns>()
  private disposed = false

  constructor(
    private readonly backend: OpenBackend,
    private readonly options: ReferenceOptions = {},
  ) {
    this.name = `reference (${backend.description})`
    this.lost = backend.lost
  }

  /** Nothing: the tensor library compiles what it meets. */
  warmUp(): Promise<void> {
    return Promise.resolve()
  }

  createPopulation(shape: PolicyShape, seeds: readonly number[]): Population {
    checkShape(shape)
    const size = parameterCount(shape)
    const parameters = new Float32Array(seeds.length * size)
    seeds.forEach((seed, member) => {
      parameters.set(initialParameters(shape, seed), member * size)
    })
    return this.adopt(shape, () => tf.tensor2d(parameters, [seeds.length, size]))
  }

  fork(sources: readonly MemberRef[]): Population {
    const shape = sources[0]?.population.shape
    if (!shape || !sources.every(({ population }) => sameShape(population.shape, shape))) {
      throw new RangeError('fork() needs at least one source, and all of one shape.')
    }
    return this.adopt(shape, () =>
      tidy(() =>
        tf.concat2d(
          sources.map(({ population, member }) => rowOf(this.own(population), member)),
          0,
        ),
      ),
    )
  }

  async snapshot(population: Population): Promise<Snapshot> {
    const { shape, members, state } = this.own(population)
    const { steps } = state
    this.activate()
    const read = async (tensor: tf.Tensor): Promise<Float32Array> => (await readAndDispose(tensor.clone())).slice()
    const [parameters, firstMoments, secondMoments] = await Promise.all([
      read(state.parameters),
      read(state.firstMoments),
      read(state.secondMoments),
    ])
    return { shape, members, parameters, firstMoments, secondMoments, steps }
  }

  restore(snapshot: Snapshot): Population {
    checkShape(snapshot.shape)
    this.activate()
    return this.remember(ReferencePopulation.restored(snapshot, (population) => this.populations.delete(population)))
  }

  async score(population: Population, batch: TokenBatch, reference?: Population): Promise<Scores> {
    const { shape, members, state } = this.own(population)
    checkTokenBatch(batch, shape, members)
    if (reference) checkPaired(population, reference)
    const groups = this.groupsOf(members, batch, shape)
    this.activate()
    const frozen = reference && this.own(reference).state.parameters
    const packed = tidy(() =>
      tf.concat(
        groups.map((group) => {
          const rows = takeMembers(batch, group)
          const from = frozen && memberRows(frozen, group)
          return scoreBatch(memberRows(state.parameters, group), shape, rows, this.constants, from)
        }),
        1,
      ),
    )
    const values = await readAndDispose(packed)
    const size = members * batch.rows * batch.length
    const part = (index: number): Float32Array => values.slice(index * size, (index + 1) * size)
    return { logProbs: part(0), entropies: part(1), ...(reference && { kl: part(2) }) }
  }

  trainStep(population: Population, batch: TrainBatch, step: StepSettings): StepResult {
    const own = this.own(population)
    checkTokenBatch(batch, own.shape, own.members)
    checkStep(batch, step, own)
    if (step.reference) checkPaired(population, step.reference)
    const groups = this.groupsOf(own.members, batch, own.shape)
    this.activate()
    const { objectives } = step
    const reference = step.reference && this.own(step.reference).state.parameters
    const { next, packed } = tidy(() => {
      const parts = groups.map((group) => {
        const settings = { objectives: objectives.slice(group.from, group.to) }
        return lossAndGradients(
          memberRows(own.state.parameters, group),
          own.shape,
          takeMembers(batch, group),
          this.objectiveColumns(settings),
          settings,
          this.constants,
          reference && memberRows(reference, group),
        )
      })
      const gradients = tf.concat2d(
        parts.map((part) => part.gradients),
        0,
      )
      const measured = tf.concat(
        parts.map((part) => part.measured),
        0,
      )
      const norms = gradientNorms(gradients)
      const updated = clippedAdamW(own.state, gradients, norms, step.optimizer, step.rateFactors, this.constants)
      const report = tf.concat([measured.reshape([own.members, -1]), norms], 1)
      for (const part of parts) part.measured.dispose()
      return { next: updated, packed: tf.keep(report) as tf.Tensor2D }
    })
    own.advance(next)
    const read = own.reports.keep(packed)
    return { metrics: async () => readMetrics(await read(), objectives, reference !== undefined) }
  }

  async rollout(population: Population, prompts: PromptBatch, sampling: Sampling): Promise<Rollouts> {
    const { shape, members, state } = this.own(population)
    checkPrompts(prompts, sampling, shape, members)
    const { maxResponse } = sampling
    this.activate()
    const chunks = rowChunks(prompts, members, shape, maxResponse, this.backend.largestBuffer)
    const packed = chunks.map((chunk) =>
      rolloutTokens(state.parameters, shape, takeRows(prompts, chunk), maxResponse, this.constants),
    )
    const values = await Promise.all(packed.map(readAndDispose))
    return assembleRollouts(values, chunks, members, prompts.rows, sampling)
  }

  async compareUpdates(start: Population, middle: Population, end: Population): Promise<UpdateGeometry[]> {
    checkPaired(start, middle)
    checkPaired(start, end)
    const [a, b, c] = await Promise.all([this.snapshot(start), this.snapshot(middle), this.snapshot(end)])
    const size = a.parameters.length / a.members
    return Array.from({ length: a.members }, (_, member) => {
      const own = ({ parameters }: Snapshot): Float32Array => parameters.subarray(member * size, (member + 1) * size)
      return compareParameters(own(a), own(b), own(c))
    })
  }

  dispose(): void {
    if (this.disposed) return
    this.activate()
    for (const population of this.populations) population.dispose()
    this.forgetColumns()
    this.constants.dispose()
    this.disposed = true
    this.backend.close()
  }

  /** tfjs has one current backend a page; engines of both kinds may live side by side. */
  private activate(): void {
    if (this.disposed) throw new Error('This engine was disposed.')
    this.backend.activate()
  }

  private adopt(shape: PolicyShape, parameters: () => tf.Tensor2D): Population {
    this.activate()
    return this.remember(
      ReferencePopulation.fresh({ ...shape }, parameters(), (population) => this.populations.delete(population)),
    )
  }

  private remember(population: ReferencePopulation): Population {
    this.populations.add(population)
    return population
  }

  private own(population: Population): ReferencePopulation {
    if (!(population instanceof ReferencePopulation) || !this.populations.has(population)) {
      throw new Error('This population is not one of this engine, or was disposed.')
    }
    return population
  }

  /** Groups of members that go through a pass together; throws where the device cannot hold even one. */
  private groupsOf(members: number, batch: TokenBatch, shape: PolicyShape): MemberRange[] {
    const groups = memberGroups(members, batch, shape, this.options.activationBudget)
    const largest = groups[0]?.to ?? 0
    this.backend.checkSize(largest * batch.rows, batch.length, shape)
    return groups
  }

  /** The objectives' settings on the device, uploaded only when they are new. */
  private objectiveColumns(settings: Pick<StepSettings, 'objectives'>): ObjectiveColumns {
    const key = JSON.stringify(settings.objectives)
    const known = this.columns.get(key)
    if (known) return known
    if (this.columns.size >= MOST_COLUMNS) this.forgetColumns()
    const columns = objectiveColumns(settings.objectives)
    for (const tensor of tensorsOf(columns)) tf.keep(tensor)
    this.columns.set(key, columns)
    return columns
  }

  private forgetColumns(): void {
    for (const columns of this.columns.values()) tf.dispose(tensorsOf(columns))
    this.columns.clear()
  }
}

function rowOf({ state, members }: ReferencePopulation, member: number): tf.Tensor2D {
  if (!Number.isInteger(member) || member < 0 || member >= members) {
    throw new RangeError(`A member is a number of 0 to ${members - 1}, not ${member}.`)
  }
  return tf.slice2d(state.parameters, [member, 0], [1, -1])
}

function tensorsOf(columns: ObjectiveColumns): tf.Tensor[] {
  return Object.values(columns).filter((value): value is tf.Tensor => value instanceof tf.Tensor)
}
