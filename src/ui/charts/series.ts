import { type ArmId, sortArms } from '../../config/armId'
import type { PointEvent } from '../../results/events'
import type { MetricId } from '../../results/metrics'
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

/** A run's points by stage and arm, in the order in which they came. */
export type PointIndex = ReadonlyMap<string, ReadonlyMap<Curved, readonly PointEvent[]>>

/** Sorts a run's points by stage and arm, so that no chart has to go through all of them. */
export function indexPoints(points: readonly PointEvent[]): PointIndex {
  const index = new Map<string, Map<Curved, PointEvent[]>>()
  for (const point of points) {
    let byArm = index.get(point.stage)
    if (!byArm) {
      byArm = new Map<Curved, PointEvent[]>()
      index.set(point.stage, byArm)
    }
    const list = byArm.get(point.arm)
    if (list) list.push(point)
    else byArm.set(point.arm, [point])
  }
  return index
}

/** What to take of a run. */
export interface Wanted {
  metric: MetricId
  stage: ChartStage
  /** Whether the figure is one of the held-out evaluation: some metrics are measured on rollouts of training as well. */
  evaluated: boolean
  unit: AxisUnit
}

/** Each of these once: the base policy, then arms in the order of tables. */
export function inTableOrder(curved: readonly Curved[]): Curved[] {
  const each = [...new Set(curved)]
  return [...each.filter((one) => one === 'base'), ...sortArms(each.filter((one) => one !== 'base'))]
}

/** A run's points as charts look for them. */
export interface Sorted {
  seeds: readonly number[]
  index: PointIndex
  clock: Clock
}

/** The series of a metric in a stage, one for each arm with a finite value there, in the order of tables; the base policy first. */
export function seriesOf({ seeds, index, clock }: Sorted, wanted: Wanted): Series[] {
  const byArm = index.get(wanted.stage)
  if (!byArm) return []
  return inTableOrder([...byArm.keys()]).flatMap((arm) => {
    const points = pointsOf(byArm.get(arm) ?? [], seeds, clock, wanted)
    return points.length > 0 ? [{ arm, stage: wanted.stage, points }] : []
  })
}

function pointsOf(points: readonly PointEvent[], seeds: readonly number[], clock: Clock, wanted: Wanted) {
  const { metric, evaluated, unit } = wanted
  const places = new Map(seeds.map((seed, place) => [seed, place]))
  const bySteps = new Map<number, Map<number, SeedValue>>()
  for (const point of points) {
    const value = point.values[metric]
    const seed = places.get(point.seed)
    if (value === undefined || !Number.isFinite(value) || seed === undefined) continue
    if (!evaluated && point.values.passAt1 !== undefined) continue
    const x = clock(unit, point)
    if (x === undefined) continue
    let atStep = bySteps.get(point.step)
    if (!atStep) {
      atStep = new Map<number, SeedValue>()
      bySteps.set(point.step, atStep)
    }
    atStep.set(seed, { seed, x, value })
  }
  return [...bySteps]
    .sort(([a], [b]) => a - b)
    .map(([step, atStep]): SeriesPoint => {
      const values = [...atStep.values()].sort((a, b) => a.seed - b.seed)
      const mean = (of: (one: SeedValue) => number): number =>
        values.reduce((sum, one) => sum + of(one), 0) / values.length
      return { step, x: mean(({ x }) => x), mean: mean(({ value }) => value), values }
    })
}
