import { type Estimate, estimate } from '../core/statistics'
import type { ArmId } from '../config/armId'
import type { MetricId } from './metrics'
import type { RunResults } from './results'

const IN_RL = { stage: 'rl', source: 'evaluation' } as const

/** What evaluations found of an arm's seeds when RL had taken so many steps, in the order of the run's seeds. */
export function valuesAt(results: RunResults, arm: ArmId, metric: MetricId, step: number): (number | undefined)[] {
  return results.seeds.map((seed) => results.points.valueAt(IN_RL, arm, seed, step, metric))
}

/** pass@1 of an arm less canonical SFT's, paired by seed over the seeds that both have; n = 0 where there are none. */
export function differenceToSft(results: RunResults, arm: ArmId, step: number): Estimate {
  const canonical = valuesAt(results, 'sft', 'passAt1', step)
  const differences = valuesAt(results, arm, 'passAt1', step).flatMap((value, i) => {
    const other = canonical[i]
    return value === undefined || other === undefined ? [] : [value - other]
  })
  return estimate(differences)
}
