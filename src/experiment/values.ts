import type { ArmId } from './arms'
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
