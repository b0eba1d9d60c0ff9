import type { StepMetrics } from '../engine'
import { stepMetrics } from '../metrics'
import type { Objective } from '../objective'
import { CHANNEL_ROW, channel } from './wgsl/sums'

/** Each member's metrics from what `finish` wrote, `[M, 16]`, with NaN for what its objective does not have. */
export function readMetrics(
  values: Float32Array,
  objectives: readonly Objective[],
  hasReference: boolean,
): StepMetrics[] {
  return objectives.map((objective, member) => {
    const value = (name: Parameters<typeof channel>[0]): number =>
      values[member * CHANNEL_ROW + channel(name)] as number
    return stepMetrics(objective, hasReference, value('gradNorm'), value)
  })
}
