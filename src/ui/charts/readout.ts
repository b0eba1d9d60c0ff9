import type { Estimate } from '../../core/statistics'
import { compact, decimal } from '../format'
import type { Choice } from './choices'
import { type AxisUnit, unitTitles } from '../../results/series'
import { pointAt } from './cursor'
import { type ChartModel, overSeeds, type Position, type RunSeries } from './model'
import { shortCount } from './stageAxis'

/** What one series has at a position. */
export interface Reading {
  series: RunSeries
  step: number
  /** Where the point stands in its stage, in the unit of the axis. */
  at: number
  over: Estimate
}

/** What every series of a chart has at a position, or nearest to it. */
export function readingsAt({ series }: ChartModel, position: Position): Reading[] {
  return series.flatMap((one) => {
    const point = pointAt(one, position)
    return point ? [{ series: one, step: point.step, at: point.x, over: overSeeds(point) }] : []
  })
}

const isShare = ({ bounds }: Choice): boolean => bounds !== undefined && Number.isFinite(bounds[1])

/** A value of a metric, with as many digits as it deserves. */
export const valueText = (choice: Choice, value: number): string => (isShare(choice) ? decimal(value) : compact(value))

/** `0.705 ± 0.142`, mean and half the width of the 95 % interval; the mean alone where there is one seed. */
export function estimateText(choice: Choice, { mean, low, high, n }: Estimate): string {
  const own = valueText(choice, mean)
  return n > 1 ? `${own} ± ${valueText(choice, (high - low) / 2)}` : own
}

/** The stages as places of a chart. */
export const stageNames = { pretrain: 'Base policy', sft: 'SFT', rl: 'RL' } as const

/** Where the readings are: `RL, step 15`, or in another unit `RL, 12.5k tokens`. */
export function placeText({ stage, x }: Position, readings: readonly Reading[], unit: AxisUnit): string {
  // A chart that is measured less often than where the cursor stands shows its nearest step.
  if (unit === 'steps') return `${stageNames[stage]}, step ${readings[0]?.step ?? Math.round(x)}`
  return `${stageNames[stage]}, ${shortCount(x)} ${unitTitles[unit].toLowerCase()}`
}

/** All that a chart says at a position, in one sentence for who hears it. */
export function readingText(
  choice: Choice,
  position: Position,
  readings: readonly Reading[],
  unit: AxisUnit,
  titleOf: (series: RunSeries) => string,
): string {
  const values = readings.map(({ series, over }) => {
    const run = series.run.overlay ? ` (${series.run.name})` : ''
    return `${titleOf(series)}${run} ${estimateText(choice, over)}, n = ${over.n}`
  })
  return `${placeText(position, readings, unit)}: ${values.length > 0 ? values.join('; ') : 'no values'}`
}
