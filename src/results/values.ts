import { type Estimate, estimate } from '../core/statistics'
import type { ArmId } from '../config/armId'
import type { MetricId } from './metrics'
import type { RunResults } from './results'

/** What an arm's seeds have of a metric when RL has taken so many steps, in the order of the run's seeds. */
export function valuesAt(results: RunResults, arm: ArmId, metric: MetricId, step: number): (number | undefined)[] {
  const found = new Map(
    results.points
      .filter((p) => p.stage === 'rl' && p.step === step && p.arm === arm && p.values[metric] !== undefined)
      .map((p) => [p.seed, p.values[metric]]),
  )
  return results.seeds.map((seed) => found.get(seed))
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
