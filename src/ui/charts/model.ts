import { type Estimate, estimate } from '../../core/statistics'
import type { ExperimentConfig } from '../../config/config'
import type { Choice } from './choices'
import {
  type AxisUnit,
  type ChartStage,
  inTableOrder,
  type Series,
  type SeriesPoint,
  seriesOf,
  type Sorted,
  type SeedValue,
  type Curved,
} from '../../results/series'
import { type Segment, segmentsOf } from './stageAxis'

/** What all charts draw, and how. */
export interface ChartLayers {
  seeds: boolean
  band: boolean
  /** The second run, where there is one. */
  overlay: boolean
  hidden: ReadonlySet<Curved>
  unit: AxisUnit
  /** The weight of the moving average; 0 is none. */
  smoothing: number
  /** Tables in place of drawings. */
  table: boolean
}

export const allLayers: ChartLayers = {
  seeds: true,
  band: true,
  overlay: true,
  hidden: new Set(),
  unit: 'steps',
  smoothing: 0,
  table: false,
}

/** A run that charts draw, sorted for them. */
export interface ChartRun extends Sorted {
  name: string
  config: ExperimentConfig | undefined
  /** Drawn lighter over the other run. */
  overlay: boolean
}

/** A series of one of the runs. */
export interface RunSeries extends Series {
  key: string
  run: ChartRun
  /** Without smoothing; the same points where there is none. */
  raw: readonly SeriesPoint[]
}

/** What a chart shows of a choice. */
export interface ChartModel {
  choice: Choice
  segments: readonly Segment[]
  series: readonly RunSeries[]
  /** Where a cursor can stand: the measured places of each stage's longest series, in their order. */
  positions: readonly Position[]
}

/** A place on the axis: how far a stage is. All charts share it. */
export interface Position {
  stage: ChartStage
  x: number
}

/** How long the axis of each stage is, over all runs: its steps as set, or what has been measured so far in another unit. */
export type StageLengths = Readonly<Record<ChartStage, number>>

export function stageLengths(runs: readonly ChartRun[], unit: AxisUnit): StageLengths {
  const length = (stage: ChartStage): number => Math.max(0, ...runs.map((run) => stageLength(run, stage, unit)))
  return { pretrain: length('pretrain'), sft: length('sft'), rl: length('rl') }
}

function stageLength({ config, points, seeds }: ChartRun, stage: ChartStage, unit: AxisUnit): number {
  if (unit === 'steps') return config?.[stage].steps ?? 0
  const origin = { stage, source: 'train' } as const
  // Both only grow through a stage.
  const ends = points.arms(origin).flatMap((arm) => seeds.map((seed) => points.last(origin, arm, seed, unit) ?? 0))
  return Math.max(0, ...ends)
}

/** What a chart of `choice` shows of these runs. Hidden arms are left out, and with them their share of the axes. */
export function chartModel(
  choice: Choice,
  runs: readonly ChartRun[],
  lengths: StageLengths,
  { unit, smoothing, hidden }: Pick<ChartLayers, 'unit' | 'smoothing' | 'hidden'>,
): ChartModel {
  const { metric, stages, source } = choice
  const series = runs.flatMap((run) =>
    stages.flatMap((stage) =>
      seriesOf(run, { metric, stage, source, unit })
        .filter(({ arm }) => !hidden.has(arm))
        .map((one): RunSeries => {
          const points = smoothing > 0 ? smoothed(one.points, smoothing) : one.points
          return { ...one, points, raw: one.points, run, key: `${run.overlay ? 'overlay ' : ''}${stage} ${one.arm}` }
        }),
    ),
  )
  // An arm stands in one place in legends and tables, though it may have no series in the first stage.
  const order = inTableOrder(series.map(({ arm }) => arm))
  series.sort((a, b) => Number(a.run.overlay) - Number(b.run.overlay) || order.indexOf(a.arm) - order.indexOf(b.arm))
  const segments = segmentsOf(stages.map((stage) => ({ stage, length: lengths[stage] })))
  return { choice, segments, series, positions: stages.flatMap((stage) => positionsIn(series, stage)) }
}

function positionsIn(series: readonly RunSeries[], stage: ChartStage): Position[] {
  const own = series.filter((one) => one.stage === stage)
  const longest = own.reduce<readonly SeriesPoint[]>(
    (most, { points }) => (points.length > most.length ? points : most),
    [],
  )
  return longest.map(({ x }) => ({ stage, x }))
}

/** Mean and interval over the seeds of a point. */
export const overSeeds = ({ values }: SeriesPoint): Estimate => estimate(values.map(({ value }) => value))

/** Where the values of the lines that are drawn end; undefined without values. */
export function extentOf(
  { series, choice }: ChartModel,
  { seeds, log }: { seeds: boolean; log: boolean },
): readonly [number, number] | undefined {
  let [low, high] = [Infinity, -Infinity]
  for (const { points, raw, run } of series)
    for (const list of points === raw ? [points] : [points, raw])
      for (const point of list) {
        low = Math.min(low, point.mean)
        high = Math.max(high, point.mean)
        if (!seeds || run.overlay) continue
        for (const { value } of point.values) {
          low = Math.min(low, value)
          high = Math.max(high, value)
        }
      }
  if (low > high) return undefined
  return choice.whole && choice.bounds && !log ? choice.bounds : [low, high]
}

/** Whether a logarithmic axis can show the model: every value of every seed is above 0. */
export const isPositive = ({ series }: ChartModel): boolean =>
  series.every(({ raw }) => raw.every(({ values }) => values.every(({ value }) => value > 0)))

/**
 * The debiased exponential moving average of a list: sₜ = Σᵢ≤ₜ w^(t−i)·xᵢ / Σᵢ≤ₜ w^(t−i). Weight 0 changes nothing, and the
 * first value always stays. Throws RangeError unless 0 ≤ w < 1.
 */
export function movingAverage(values: readonly number[], weight: number): number[] {
  if (!(weight >= 0 && weight < 1)) throw new RangeError(`A smoothing weight is from 0 to below 1, not ${weight}.`)
  let sum = 0
  let weights = 0
  return values.map((value) => {
    sum = weight * sum + value
    weights = weight * weights + 1
    return sum / weights
  })
}

/** A series whose seeds are smoothed one by one, over the steps that each has; the mean is that of the smoothed seeds. */
export function smoothed(points: readonly SeriesPoint[], weight: number): SeriesPoint[] {
  const bySeed = new Map<number, number[]>()
  for (const { seed, value } of points.flatMap(({ values }) => values)) {
    const own = bySeed.get(seed)
    if (own) own.push(value)
    else bySeed.set(seed, [value])
  }
  const averages = new Map([...bySeed].map(([seed, values]) => [seed, movingAverage(values, weight).values()]))
  return points.map((point) => {
    const values = point.values.map((own): SeedValue => ({
      ...own,
      value: averages.get(own.seed)?.next().value ?? own.value,
    }))
    return { ...point, values, mean: values.reduce((sum, { value }) => sum + value, 0) / values.length }
  })
}
