import { type ArmId, sortArms } from '../../config/armId'
import type { MetricId, PointSource } from '../../results/metrics'
import type { PointStore } from '../../results/store'
import type { AxisUnit, Clock } from './clock'

/** The stages whose steps a chart can have on its axis. */
export type ChartStage = 'pretrain' | 'sft' | 'rl'

/** Whose curve: an arm's, or that of the base policy, which all arms share. */
export type Curved = ArmId | 'base'

/** One seed's value; `x` in the unit of the axis, within the stage. */
export interface SeedValue {
  /** The place of the seed in the run's list. */
  seed: number
  x: number
  value: number
}

/** The seeds' values at one step of a stage. */
export interface SeriesPoint {
  step: number
  /** Mean over the seeds. */
  x: number
  mean: number
  values: readonly SeedValue[]
}

/** A metric of one arm through one stage, in the order of steps. */
export interface Series {
  arm: Curved
  stage: ChartStage
  points: readonly SeriesPoint[]
}

/** What to take of a run. */
export interface Wanted {
  metric: MetricId
  stage: ChartStage
  /** Some metrics are measured in training and in evaluations. */
  source: PointSource
  unit: AxisUnit
}

/** Each of these once: the base policy, then arms in the order of tables. */
export function inTableOrder(curved: readonly Curved[]): Curved[] {
  const each = [...new Set(curved)]
  return [...each.filter((one) => one === 'base'), ...sortArms(each.filter((one) => one !== 'base'))]
}

/** A run as charts look into it. */
export interface Sorted {
  seeds: readonly number[]
  points: PointStore
  clock: Clock
}

/** The series of a metric in a stage, one for each arm with a finite value there, in the order of tables; the base policy first. */
export function seriesOf(run: Sorted, wanted: Wanted): Series[] {
  return inTableOrder(run.points.arms(wanted)).flatMap((arm) => {
    const points = pointsOf(run, wanted, arm)
    return points.length > 0 ? [{ arm, stage: wanted.stage, points }] : []
  })
}

function pointsOf({ seeds, points, clock }: Sorted, wanted: Wanted, arm: Curved): SeriesPoint[] {
  const { metric, stage, unit } = wanted
  const found: SeriesPoint[] = []
  // Plain loops: a redraw comes through here for every value that it shows.
  for (const { step, values: own } of points.curve(wanted, arm, metric, seeds)) {
    const values: SeedValue[] = []
    let [sumX, sum] = [0, 0]
    for (let place = 0; place < own.length; place++) {
      const value = own[place]
      if (value === undefined || !Number.isFinite(value)) continue
      const x = unit === 'steps' ? step : clock(unit, { stage, arm, seed: seeds[place] as number, step })
      if (x === undefined) continue
      values.push({ seed: place, x, value })
      sumX += x
      sum += value
    }
    const n = values.length
    if (n > 0) found.push({ step, x: sumX / n, mean: sum / n, values })
  }
  return found
}
