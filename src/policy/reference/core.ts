import * as tf from '@tensorflow/tfjs'
import type { PromptBatch, Rollouts, Sampling, Scores, StepSettings, TokenBatch, TrainBatch } from '../engine'
import { type MemberRange, takeMembers } from '../members'
import { parameterCount, type PolicyShape } from '../shape'
import type { CoreStep, EngineCore, HeldMember, Part, StepReport } from '../shell'
import type { OpenBackend } from './backend'
import { assembleRollouts, memberGroups, memberRows, rowChunks, takeRows } from './chunks'
import { scoreBatch } from './distribution'
import { readMetrics } from './metrics'
import { type ObjectiveColumns, objectiveColumns } from './objectives'
import { rolloutTokens } from './rollout'
import { clippedAdamW, gradientNorms, lossAndGradients, type OptimizerState } from './step'
import { Constants, readAndDispose, tidy } from './tensors'

/** Sets of objectives kept on the device: a run has a few, one for each group of members and stage. */
const MOST_COLUMNS = 64

export interface ReferenceOptions {
  /** Bytes that the intermediate results of one pass may take on the device; more members are cut into groups. */
  activationBudget?: number
}

/** A population whose parameters and moments are three flat tensors `[M, P]`. */
interface ReferenceMembers {
  shape: PolicyShape
  members: number
  /** P. */
  size: number
  state: OptimizerState
}

/** What computes in tfjs operations with automatic differentiation: the clear one, which others are compared to. */
export class ReferenceCore implements EngineCore<ReferenceMembers> {
  readonly name: string
  readonly lost: Promise<never>
  private readonly constants = new Constants()
  private readonly columns = new Map<string, ObjectiveColumns>()

  constructor(
    private readonly backend: OpenBackend,
    private readonly options: ReferenceOptions = {},
  ) {
    this.name = `reference (${backend.description})`
    this.lost = backend.lost
  }

  allocate(shape: PolicyShape, members: number): ReferenceMembers {
    this.backend.activate()
    const size = parameterCount(shape)
    const zeros = (): tf.Tensor2D => tf.keep(tf.zeros([members, size]))
    return { shape, members, size, state: { parameters: zeros(), firstMoments: zeros(), secondMoments: zeros() } }
  }

  free({ state }: ReferenceMembers): void {
    tf.dispose({ ...state })
  }

  fill(held: ReferenceMembers, part: Part, vectorOf: (member: number) => Float32Array): void {
    this.backend.activate()
    const { members, size } = held
    const values = new Float32Array(members * size)
    for (let member = 0; member < members; member++) values.set(vectorOf(member), member * size)
    replace(held, { [part]: tf.tensor2d(values, [members, size]) })
  }

  copy(held: ReferenceMembers, sources: readonly HeldMember<ReferenceMembers>[]): void {
    this.backend.activate()
    const rows = (): tf.Tensor2D[] =>
      sources.map((source) => memberRows(source.held.state.parameters, { from: source.member, to: source.member + 1 }))
    replace(held, { parameters: tidy(() => tf.concat2d(rows(), 0)) })
  }

  async read({ state }: ReferenceMembers, parts: readonly Part[]): Promise<Float32Array[]> {
    this.backend.activate()
    return Promise.all(parts.map(async (part) => (await readAndDispose(state[part].clone())).slice()))
  }

  async score(
    { shape, members, state }: ReferenceMembers,
    batch: TokenBatch,
    reference: ReferenceMembers | undefined,
  ): Promise<Scores> {
    const groups = this.groupsOf(members, batch, shape)
    this.backend.activate()
    const packed = tidy(() =>
      tf.concat(
        groups.map((group) => {
          const rows = takeMembers(batch, group)
          const from = reference && memberRows(reference.state.parameters, group)
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

  step(held: ReferenceMembers, batch: TrainBatch, step: CoreStep<ReferenceMembers>): StepReport {
    const { shape, members, state } = held
    const { objectives, reference, stepsTaken } = step
    const groups = this.groupsOf(members, batch, shape)
    this.backend.activate()
    const { next, packed } = tidy(() => {
      const parts = groups.map((group) => {
        const settings = { objectives: objectives.slice(group.from, group.to) }
        return lossAndGradients(
          memberRows(state.parameters, group),
          shape,
          takeMembers(batch, group),
          this.objectiveColumns(settings),
          settings,
          this.constants,
          reference && memberRows(reference.state.parameters, group),
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
      const updated = clippedAdamW(state, gradients, norms, step, stepsTaken + 1, this.constants)
      const report = tf.concat([measured.reshape([members, -1]), norms], 1)
      for (const part of parts) part.measured.dispose()
      return { next: updated, packed: tf.keep(report) as tf.Tensor2D }
    })
    replace(held, next)
    let reading: Promise<Float32Array> | undefined
    return {
      read: async () => {
        reading ??= readAndDispose(packed)
        return readMetrics(await reading, objectives, reference !== undefined)
      },
      drop: () => {
        if (!reading) packed.dispose()
      },
    }
  }

  async rollout(
    { shape, members, state }: ReferenceMembers,
    prompts: PromptBatch,
    sampling: Sampling,
  ): Promise<Rollouts> {
    const { maxResponse } = sampling
    this.backend.activate()
    const chunks = rowChunks(prompts, members, shape, maxResponse, this.backend.largestBuffer)
    const packed = chunks.map((chunk) =>
      rolloutTokens(state.parameters, shape, takeRows(prompts, chunk), maxResponse, this.constants),
    )
    const values = await Promise.all(packed.map(readAndDispose))
    return assembleRollouts(values, chunks, members, prompts.rows, sampling)
  }

  close(): void {
    this.forgetColumns()
    this.constants.dispose()
    this.backend.close()
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

/** Takes over new tensors and frees those whose place they take. */
function replace(held: ReferenceMembers, next: Partial<OptimizerState>): void {
  const state = { ...held.state }
  for (const [part, tensor] of Object.entries(next) as [Part, tf.Tensor2D][]) {
    state[part].dispose()
    state[part] = tf.keep(tensor)
  }
  held.state = state
}

function tensorsOf(columns: ObjectiveColumns): tf.Tensor[] {
  return Object.values(columns).filter((value): value is tf.Tensor => value instanceof tf.Tensor)
}
