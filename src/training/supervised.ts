import type { Objective } from '../policy/objective'
import type { OptimizerSettings, PolicyEngine, Population, StepMetrics, StepResult } from '../policy/engine'
import { type HostWeighting, packWeighted, type WeightedBatch } from './hostWeights'
import { packPairs } from './pairBatch'
import type { OfflinePair } from './pairs'
import { learningRateAt, type Schedule } from './schedule'
import { sequenceLength, type Task } from '../games/task'

/** What one optimizer step gives. */
export interface StepReport {
  /** Steps done, this one included. */
  step: number
  /** One entry a member; reading several steps at once waits for the device once. To be called within `METRICS_KEPT` steps. */
  read: () => Promise<StepMetrics[]>
  /** Response tokens that each member was trained on, `[M]`; 0 where its parameters were left as they are. */
  tokens: readonly number[]
}

export interface SupervisedRun {
  task: Task
  schedule: Schedule
  optimizer: Omit<OptimizerSettings, 'learningRate'>
  /** `[M]` */
  objectives: readonly Objective[]
  /** `[M]`: members whose weights are computed here; their objective is the weighting `given`, or one that needs no weights. */
  weightings?: readonly (HostWeighting | undefined)[]
  /** `[M]`: which slot's rows a member reads. */
  slotOf: readonly number[]
  /** The rows of a step, counted from 0: one list for each slot, all of one length. */
  batch: (step: number) => readonly (readonly OfflinePair[])[]
  /** π₀ of each member, for weights that are computed here. */
  initial?: Population | undefined
  /** π₀ of each member, for kernels whose ratio is taken against it: a forward pass more each step. */
  reference?: Population | undefined
  /**
   * Asked before each step, to look at it from close by; what it gives is called after the update and before the next step.
   * It leaves the population as it is and draws no random numbers.
   */
  watch?: (step: WatchedStep) => Promise<AfterUpdate | undefined>
}

/** A step as it is about to be taken. */
export interface WatchedStep extends WeightedBatch {
  /** Steps done, this one included. */
  step: number
  learningRate: number
  /** The rows of the shared slots, which lead those of members with weights of their own. */
  rows: readonly (readonly OfflinePair[])[]
}

/** Is told of an update once it is submitted. */
export type AfterUpdate = (result: StepResult) => Promise<void>

/** Weighted maximum likelihood on written responses: pretraining and SFT are both this, with other rows and objectives. */
export async function* trainSupervised(
  engine: PolicyEngine,
  population: Population,
  run: SupervisedRun,
): AsyncGenerator<StepReport> {
  const { schedule, optimizer, objectives, reference } = run
  for (let step = 0; step < schedule.steps; step++) {
    const rows = run.batch(step)
    const packed = await packStep(engine, population, run, step, rows)
    const { batch, rateFactors } = packed
    const learningRate = learningRateAt(step, schedule)
    const afterUpdate = await run.watch?.({ ...packed, step: step + 1, learningRate, rows })
    const result = engine.trainStep(population, batch, {
      objectives,
      optimizer: { ...optimizer, learningRate },
      ...(rateFactors && { rateFactors }),
      ...(reference && { reference }),
    })
    await afterUpdate?.(result)
    yield { step: step + 1, read: () => result.metrics(), tokens: trainedTokens(packed) }
  }
}

async function packStep(
  engine: PolicyEngine,
  population: Population,
  { task, schedule: { steps }, weightings, slotOf, initial }: SupervisedRun,
  step: number,
  rows: readonly (readonly OfflinePair[])[],
): Promise<WeightedBatch> {
  const length = sequenceLength(task)
  if (weightings?.some((own) => own !== undefined)) {
    const policies = { current: population, initial }
    return packWeighted(engine, policies, weightings, { step, steps }, rows, slotOf, length)
  }
  return { batch: packPairs(rows, length, slotOf, task.tokenizer.size) }
}

/** Response tokens of every member's rows, those with a learning rate of 0 left out. */
function trainedTokens({ batch: { rows, counts, slotOf }, rateFactors }: WeightedBatch): number[] {
  return slotOf.map((slot, member) =>
    rateFactors?.[member] === 0
      ? 0
      : counts.subarray(slot * rows, (slot + 1) * rows).reduce((sum, count) => sum + count, 0),
  )
}
