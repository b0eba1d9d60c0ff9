import { armsOf } from '../config/config'
import type { ArmId } from '../config/armId'
import { type Estimate, estimate, pValue } from '../core/statistics'
import type { MetricId } from './metrics'
import type { RunResults } from './results'

/**
 * The tables of a run, which compare its arms where RL starts and where it ends (METHOD.md, "Evaluation and statistics"). All of them,
 * the page's and those of files and reports, are made of one column: what an arm's seeds have of a metric at a step of RL.
 */

/** Where what evaluations find through RL stands among a run's points. */
export const IN_RL = { stage: 'rl', source: 'evaluation' } as const

/** What evaluations found of an arm's seeds when RL had taken so many steps, in the order of the run's seeds. */
export const valuesAt = ({ seeds, points }: RunResults, arm: ArmId, metric: MetricId, step: number) =>
  seeds.map((seed) => points.valueAt(IN_RL, arm, seed, step, metric))

/** The mean over the seeds that have a value, with its interval; n = 0 where none has. */
export const estimateOf = (values: readonly (number | undefined)[]): Estimate =>
  estimate(values.filter((value) => value !== undefined))

/** The same of a column. */
export const estimateAt = (results: RunResults, arm: ArmId, metric: MetricId, step: number): Estimate =>
  estimateOf(valuesAt(results, arm, metric, step))

/** pass@1 of an arm less canonical SFT's, paired by seed over the seeds that both have; n = 0 where there are none. */
export function differenceToSft(results: RunResults, arm: ArmId, step: number): Estimate {
  const canonical = valuesAt(results, 'sft', 'passAt1', step)
  const own = valuesAt(results, arm, 'passAt1', step)
  const differences = own.map((value, i) => {
    const other = canonical[i]
    return value === undefined || other === undefined ? undefined : value - other
  })
  return estimateOf(differences)
}

/** What the page's table says of one arm at one moment; undefined until every seed of the run has got there. */
export interface TableCell {
  passAt1: Estimate
  passAtK: Estimate
  /** pass@1 less canonical SFT's, paired by seed; undefined for SFT itself and where SFT is not there. */
  difference?: Estimate
}

export interface TableRow {
  arm: ArmId
  postSft?: TableCell
  postRl?: TableCell
}

/** The page's table: every arm of the run after SFT (where RL starts) and after the last RL step. */
export function resultsTable(results: RunResults): TableRow[] {
  const { config } = results
  if (!config) return []
  return armsOf(config).map((arm): TableRow => {
    const postSft = cellAt(results, arm, 0)
    const postRl = cellAt(results, arm, config.rl.steps)
    return { arm, ...(postSft && { postSft }), ...(postRl && { postRl }) }
  })
}

function cellAt(results: RunResults, arm: ArmId, step: number): TableCell | undefined {
  const seeds = results.seeds.length
  const passAt1 = estimateAt(results, arm, 'passAt1', step)
  if (passAt1.n < seeds) return undefined
  const difference = arm === 'sft' ? undefined : differenceToSft(results, arm, step)
  return {
    passAt1,
    passAtK: estimateAt(results, arm, 'passAtK', step),
    ...(difference?.n === seeds && { difference }),
  }
}

/** A difference to canonical SFT, paired by seed: t and two-sided p beside its 95 % t-interval. */
export interface Difference extends Estimate {
  t: number
  p: number
}

/** One arm at one moment, over the seeds that are there. */
export interface ArmRow {
  arm: ArmId
  /** Mean, standard error and 95 % t-interval of each metric of the table. */
  metrics: Partial<Record<MetricId, Estimate>>
  /** pass@1 of every seed, in the run's order; undefined where a seed has none. */
  passAt1OfSeeds: (number | undefined)[]
  /** pass@1 less canonical SFT's; absent for SFT itself, and where it did not run. */
  lessSft?: Difference
}

/** All arms at a moment at which they are compared: RL starts from what SFT left. Results files hold these, as they are. */
export interface FinalTable {
  title: string
  /** RL steps taken. */
  step: number
  metrics: readonly MetricId[]
  seeds: readonly number[]
  rows: ArmRow[]
}

const AFTER_SFT: readonly MetricId[] = ['passAt1', 'passAtK', 'greedy', 'heldOutNll']

/** What a run found of every arm after SFT and after RL, whether or not all seeds have got there. */
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
  const isCompared = arm !== 'sft' && results.config?.arms.includes('sft')
  const difference = differenceToSft(results, arm, step)
  return {
    arm,
    metrics: Object.fromEntries(metrics.map((metric) => [metric, estimateAt(results, arm, metric, step)])),
    passAt1OfSeeds: valuesAt(results, arm, 'passAt1', step),
    ...(isCompared && {
      lessSft: { ...difference, t: difference.mean / difference.standardError, p: pValue(difference) },
    }),
  }
}
