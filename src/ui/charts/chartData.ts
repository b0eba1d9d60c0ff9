import type { Estimate } from '../../core/statistics'
import type { ArmId } from '../../experiment/arms'
import type { MetricId } from '../../experiment/metrics'
import { curves, type CurvePoint, type RunResults } from '../../experiment/results'
import { thin } from './thin'

/** The stages that a chart can show, one after the other on one axis. */
export type ChartStage = 'sft' | 'rl'

/** How many steps of the axis each stage takes; 0 where the chart leaves it out. */
export type ChartSpan = Readonly<Record<ChartStage, number>>

/** One line of a chart: an arm in a stage. `key` names its values in the rows. */
export interface ChartLine {
  key: string
  arm: ArmId
  stage: ChartStage
}

/** Everything that stands above one position of the axis: numbers by line, seed and band, as recharts wants them. */
export type ChartRow = { x: number } & Record<string, number | [number, number]>

/** What a chart draws of one metric. */
export interface ChartData {
  span: ChartSpan
  rows: readonly ChartRow[]
  lines: readonly ChartLine[]
  seeds: readonly number[]
  /** The least and the greatest value of any seed; undefined without values. */
  extent: readonly [number, number] | undefined
  /** Mean and interval at each position, for tooltips. */
  at: ReadonlyMap<number, readonly { line: ChartLine; over: Estimate }[]>
}

export const bandKey = (line: ChartLine): string => `${line.key}.band`
export const seedKey = (line: ChartLine, seed: number): string => `${line.key}.seed${seed}`

/**
 * A metric's curves as rows of one axis, on which RL follows SFT. `bounds` cut the bands where the metric itself ends: a
 * t-interval knows nothing of a share's ends at 0 and 1.
 */
export function chartData(
  results: RunResults,
  metric: MetricId,
  stages: readonly ChartStage[],
  bounds: readonly [number, number] = [-Infinity, Infinity],
): ChartData {
  const { config, seeds } = results
  const span = {
    sft: stages.includes('sft') ? (config?.sft.steps ?? 0) : 0,
    rl: stages.includes('rl') ? (config?.rl.steps ?? 0) : 0,
  }
  const rows = new Map<number, ChartRow>()
  const at = new Map<number, { line: ChartLine; over: Estimate }[]>()
  const lines: ChartLine[] = []
  let [low, high] = [Infinity, -Infinity]
  for (const stage of stages) {
    const offset = stage === 'rl' ? span.sft : 0
    for (const curve of curves(results, metric, stage)) {
      const line = { key: `${stage}.${curve.arm}`, arm: curve.arm, stage }
      lines.push(line)
      for (const point of thin(curve.points, ({ over }) => over.mean)) {
        const x = offset + point.step
        const row = rows.get(x) ?? { x }
        rows.set(x, row)
        fill(row, line, point, bounds)
        const values = point.perSeed.filter((value) => value !== undefined)
        low = Math.min(low, ...values)
        high = Math.max(high, ...values)
        at.set(x, [...(at.get(x) ?? []), { line, over: point.over }])
      }
    }
  }
  const extent = low <= high ? ([low, high] as const) : undefined
  return { span, rows: [...rows.values()].sort((a, b) => a.x - b.x), lines, seeds, extent, at }
}

function fill(row: ChartRow, line: ChartLine, { over, perSeed }: CurvePoint, [least, most]: readonly [number, number]) {
  row[line.key] = over.mean
  if (Number.isFinite(over.low) && Number.isFinite(over.high))
    row[bandKey(line)] = [Math.max(least, over.low), Math.min(most, over.high)]
  perSeed.forEach((value, seed) => {
    if (value !== undefined) row[seedKey(line, seed)] = value
  })
}
