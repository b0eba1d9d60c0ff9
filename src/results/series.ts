import { type ArmId, sortArms } from '../config/armId'
import type { MetricId, PointSource } from './metrics'
import type { PointStore } from './store'
import type { PointEvent } from './events'

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

/** What the horizontal axis counts, from 0 in each stage. */
export const axisUnits = ['steps', 'tokens', 'seconds'] as const
export type AxisUnit = (typeof axisUnits)[number]

/** The axis' names for people. */
export const unitTitles: Readonly<Record<AxisUnit, string>> = {
  steps: 'Steps',
  tokens: 'Tokens',
  seconds: 'Seconds',
}

type Moment = Pick<PointEvent, 'stage' | 'arm' | 'seed' | 'step'>

/** Where a moment of one arm and seed stands on an axis; undefined where the run has not measured it. */
export type Clock = (unit: AxisUnit, moment: Moment) => number | undefined

/**
 * The clock of a run. Tokens and seconds are measured at training steps and count from the start of the stage; an
 * evaluation takes those of the step that it follows, and at step 0 nothing has passed.
 */
export function clockOf(points: PointStore): Clock {
  return (unit, { stage, arm, seed, step }) => {
    if (unit === 'steps' || step === 0) return step
    return points.valueAt({ stage, source: 'train' }, arm, seed, step, unit)
  }
}

/** Whether any training step has a value in this unit. */
export const hasUnit = (points: PointStore, unit: AxisUnit): boolean => unit === 'steps' || points.has(unit)
