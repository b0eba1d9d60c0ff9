import type { ArmId } from '../../config/armId'
import type { MetricId } from '../../results/metrics'
import type { RunResults } from '../../results/results'

/** The two moments that the results table compares: where RL starts, and after its last step. */
export type Moment = 'postSft' | 'postRl'

/** One arm's value of a metric at a moment for each seed of the run, in the seeds' order; undefined where it is not there yet. */
export function seedValues(results: RunResults, arm: ArmId, metric: MetricId, moment: Moment): (number | undefined)[] {
  const step = moment === 'postSft' ? 0 : results.config?.rl.steps
  const bySeed = new Map<number, number>()
  for (const point of results.points) {
    const value = point.values[metric]
    if (
      point.stage === 'rl' &&
      point.arm === arm &&
      point.step === step &&
      value !== undefined &&
      !bySeed.has(point.seed)
    )
      bySeed.set(point.seed, value)
  }
  return results.seeds.map((seed) => bySeed.get(seed))
}
