import { type Estimate, estimate, pValue } from '../core/statistics'
import type { ArmId } from '../config/armId'
import { armsOf } from '../config/config'
import type { MetricId } from './metrics'
import type { RunResults } from './results'
import { type ResultsFile, resultsOf } from './resultsFile'
import { differenceToSft, valuesAt } from './values'

/** A difference to canonical SFT, paired by seed: t and two-sided p beside its 95 % t-interval. */
export interface Difference extends Estimate {
  t: number
  p: number
}

/** One arm at one moment, over seeds. */
export interface ArmRow {
  arm: ArmId
  /** Mean, standard error and 95 % t-interval of each metric of the table. */
  metrics: Partial<Record<MetricId, Estimate>>
  /** pass@1 of every seed, in the run's order; undefined where a seed has none. */
  passAt1OfSeeds: (number | undefined)[]
  /** pass@1 less canonical SFT's; absent for SFT itself, and where it did not run. */
  lessSft?: Difference
}

/** All arms at a moment at which they are compared: RL starts from what SFT left. */
export interface FinalTable {
  title: string
  /** RL steps taken. */
  step: number
  metrics: readonly MetricId[]
  seeds: readonly number[]
  rows: ArmRow[]
}

const AFTER_SFT: readonly MetricId[] = ['passAt1', 'passAtK', 'greedy', 'heldOutNll']

/** What a run found of every arm after SFT and after RL (METHOD.md, "Evaluation and statistics"). */
export function finalTables(results: RunResults): FinalTable[] {
  const { config, seeds } = results
  if (!config) return []
  const moment = (title: string, step: number, metrics: readonly MetricId[]): FinalTable => ({
    title,
    step,
    metrics,
    seeds,
    rows: armsOf(config).map((arm) => rowOf(results, arm, step, metrics)),
  })
  return [moment('After SFT', 0, AFTER_SFT), moment('After RL', config.rl.steps, [...AFTER_SFT, 'drift'])]
}

function rowOf(results: RunResults, arm: ArmId, step: number, metrics: readonly MetricId[]): ArmRow {
  const present = (metric: MetricId): number[] =>
    valuesAt(results, arm, metric, step).filter((value) => value !== undefined)
  const isCompared = arm !== 'sft' && results.config?.arms.includes('sft')
  const difference = differenceToSft(results, arm, step)
  return {
    arm,
    metrics: Object.fromEntries(metrics.map((metric) => [metric, estimate(present(metric))])),
    passAt1OfSeeds: valuesAt(results, arm, 'passAt1', step),
    ...(isCompared && {
      lessSft: { ...difference, t: difference.mean / difference.standardError, p: pValue(difference) },
    }),
  }
}

/**
 * A results file as it is written: what was measured, and the tables that it comes to, in which null stands for a number that there is
 * none of. Whoever reads a file computes its tables from its points.
 */
export function resultsFileText(file: ResultsFile): string {
  return `${JSON.stringify({ ...file, tables: finalTables(resultsOf(file)) })}\n`
}
