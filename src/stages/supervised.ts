import type { Objective } from '../policy/objective'
import { alignToTargets, packSequences } from '../policy/batch'
import type { OptimizerSettings, PolicyEngine, Population, StepMetrics } from '../policy/engine'
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
  /** `[M]`: which slot's rows a member reads. */
  slotOf: readonly number[]
  /** The rows of a step, counted from 0: one list for each slot, all of one length. */
  batch: (step: number) => readonly (readonly OfflinePair[])[]
  /** π₀ of members whose ratio is taken against it. */
  reference?: Population
}

/** Weighted maximum likelihood on written responses: pretraining and SFT are both this, with other rows and objectives. */
export function* trainSupervised(
  engine: PolicyEngine,
  population: Population,
  { task, schedule, optimizer, objectives, slotOf, batch, reference }: SupervisedRun,
): Generator<StepReport> {
  for (let step = 0; step < schedule.steps; step++) {
    const rows = batch(step)
    const packed = packSequences(rows, sequenceLength(task), slotOf)
    const behaviourLogProbs = alignToTargets(
      packed,
      rows.map((slot) => slot.map((pair) => pair.behaviourLogProbs)),
    )
    const result = engine.trainStep(
      population,
      { ...packed, behaviourLogProbs },
      {
        objectives,
        optimizer: { ...optimizer, learningRate: learningRateAt(step, schedule) },
        ...(reference && { reference }),
      },
    )
    const tokens = slotOf.reduce((sum, slot) => sum + responseTokens(rows[slot] ?? []), 0)
    yield { step: step + 1, read: () => result.metrics(), tokens }
  }
}

const responseTokens = (rows: readonly OfflinePair[]): number => rows.reduce((sum, row) => sum + row.response.length, 0)
