import type { Objective } from '../policy/objective'
import type { OptimizerSettings, PolicyEngine, Population, StepMetrics } from '../policy/engine'
import { type HostWeighting, packWeighted, type WeightedBatch } from './hostWeights'
import { packPairs } from './pairBatch'
import type { OfflinePair } from './pairs'
import { learningRateAt, type Schedule } from './schedule'
import { sequenceLength, type Task } from './task'

/** What one optimizer step gives. */
export interface StepReport {
  /** Steps done, this one included. */
  step: number
  /** One entry a member; reading several steps at once waits for the device once. To be called within `METRICS_KEPT` steps. */
  read: () => Promise<StepMetrics[]>
  /** Tokens that members were trained on. */
  tokens: number
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
  /** π₀ of members whose ratio is taken against it. */
  reference?: Population
}

/** Weighted maximum likelihood on written responses: pretraining and SFT are both this, with other rows and objectives. */
export async function* trainSupervised(
  engine: PolicyEngine,
  population: Population,
  run: SupervisedRun,
): AsyncGenerator<StepReport> {
  const { schedule, optimizer, objectives, slotOf, reference } = run
  for (let step = 0; step < schedule.steps; step++) {
    const rows = run.batch(step)
    const { batch, rateFactors } = await packStep(engine, population, run, step, rows)
    const result = engine.trainStep(population, batch, {
      objectives,
      optimizer: { ...optimizer, learningRate: learningRateAt(step, schedule) },
      ...(rateFactors && { rateFactors }),
      ...(reference && { reference }),
    })
    const tokens = slotOf.reduce((sum, slot) => sum + responseTokens(rows[slot] ?? []), 0)
    yield { step: step + 1, read: () => result.metrics(), tokens }
  }
}

async function packStep(
  engine: PolicyEngine,
  population: Population,
  { task, schedule: { steps }, weightings, slotOf, reference }: SupervisedRun,
  step: number,
  rows: readonly (readonly OfflinePair[])[],
): Promise<WeightedBatch> {
  const length = sequenceLength(task)
  if (weightings?.some((own) => own !== undefined)) {
    const policy = reference ?? population
    return packWeighted(engine, policy, weightings, { step, steps }, rows, slotOf, length)
  }
  return { batch: packPairs(rows, length, slotOf, task.tokenizer.size) }
}

const responseTokens = (rows: readonly OfflinePair[]): number => rows.reduce((sum, row) => sum + row.response.length, 0)
