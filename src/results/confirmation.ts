import { type ArmId } from '../config/armId'
import { armsOf } from '../config/config'
import { type Confirmation, settingsName } from '../config/presets/confirmation'
import { estimate } from '../core/statistics'
import type { MetricId } from './metrics'
import { type ResultsFile, resultsOf } from './file'
import { differenceToSft, valuesAt } from './tables'

/** The confirmation that a results file is. */
export function confirmationOf(file: ResultsFile): Confirmation {
  const { config, seeds } = file
  const results = resultsOf(file)
  const over = (arm: ArmId, metric: MetricId, step: number) => {
    const { mean, standardError } = estimate(
      valuesAt(results, arm, metric, step).filter((value) => value !== undefined),
    )
    return { mean: rounded(mean), standardError: rounded(standardError) }
  }
  const end = config.rl.steps
  const arms = armsOf(config)
  return {
    settings: settingsName(config),
    seeds: [...seeds],
    arms: arms.map((arm) => {
      const { mean, low, high, n } = differenceToSft(results, arm, end)
      return {
        arm,
        heldOutNll: over(arm, 'heldOutNll', 0),
        postSft: over(arm, 'passAt1', 0),
        postRl: over(arm, 'passAt1', end),
        ...(arm !== 'sft' && n > 1 && { difference: { mean: rounded(mean), low: rounded(low), high: rounded(high) } }),
      }
    }),
  }
}

const rounded = (value: number): number => Math.round(value * 1e4) / 1e4
