import { type Estimate, estimate } from '../core/statistics'
import type { ArmId } from '../config/armId'
import { armsOf } from '../config/config'
import { type MetricId, metricIds, metrics } from './metrics'
import type { RunResults } from './results'
import { valuesAt } from './tables'

export interface PassPoint {
  k: number
  over: Estimate
}

/** pass@k of an arm against k, over the seeds that have it. */
export interface ArmPassCurves {
  arm: ArmId
  /** Where RL starts. */
  before: readonly PassPoint[]
  /** After the last RL step; empty until then. */
  after: readonly PassPoint[]
}

/** pass@k before and after RL of every arm that has it, for every k that the run has measured, from 1 on. */
export function passCurves(results: RunResults): ArmPassCurves[] {
  const { config } = results
  if (!config) return []
  const ks = measuredKs(results, config.evaluation.k)
  const curve = (arm: ArmId, step: number): PassPoint[] =>
    [...ks].flatMap(([k, metric]) => {
      const values = valuesAt(results, arm, metric, step).filter((value) => value !== undefined)
      return values.length > 0 ? [{ k, over: estimate(values) }] : []
    })
  return armsOf(config)
    .map((arm) => ({ arm, before: curve(arm, 0), after: curve(arm, config.rl.steps) }))
    .filter(({ before }) => before.length > 0)
}

/** Each k with the metric that has its pass@k, in the order of k. */
function measuredKs({ points }: RunResults, k: number): ReadonlyMap<number, MetricId> {
  const named = metricIds.flatMap((metric): [number, MetricId][] => {
    const own = metrics[metric].k
    return own !== undefined && points.has(metric) ? [[own, metric]] : []
  })
  const own: [number, MetricId] = [k, 'passAtK']
  return new Map([own, ...named].sort(([a], [b]) => a - b))
}
