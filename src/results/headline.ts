import { type Estimate, estimate, pairedDifference } from '../core/statistics'
import { type ArmId, armTitle } from '../config/armId'
import type { RunResults } from './results'
import { valuesAt } from './tables'

/** The arm that a headline compares with SFT: the first of these that took part, so that nobody picks the luckiest. */
const COMPARED: readonly ArmId[] = ['token', 'sequence', 'block', 'dft']

/**
 * What a run found, in one sentence made from its figures alone: pass@1 after RL (± standard error) of the compared arm and of SFT, their difference
 * paired by seed with its 95 % interval, and where RL without SFT ends. Claims a difference only where the interval excludes 0;
 * undefined until every seed of both arms is through RL.
 */
export function headline(results: RunResults): string | undefined {
  const { config } = results
  const compared = COMPARED.find((arm) => config?.arms.includes(arm))
  if (!config || !compared) return undefined
  const { steps } = config.rl
  const own = complete(results, compared, steps)
  const canonical = complete(results, 'sft', steps)
  if (!own || !canonical) return undefined
  const difference = pairedDifference(own, canonical)
  const title = armTitle(compared, config.own)
  const outcome = `after ${steps} RL steps ${title} reaches ${spread(estimate(own))} on held-out pass@1, SFT ${spread(estimate(canonical))} (${pair(difference)})`
  return `${verdict(title, difference)}: ${outcome}${control(results, steps)}.`
}

function verdict(title: string, { low, high, n }: Estimate): string {
  if (n < 2) return 'One seed cannot show a difference'
  if (low > 0) return `${title} ends above SFT`
  return high < 0 ? `${title} ends below SFT` : 'No difference shown'
}

/** Whether SFT was needed at all. */
function control(results: RunResults, steps: number): string {
  const values = complete(results, 'none', steps)
  return values ? `; RL without SFT reaches ${spread(estimate(values))}` : ''
}

/** Every seed's pass@1 after so many RL steps, in the order of the seeds; undefined where one is missing. */
function complete(results: RunResults, arm: ArmId, step: number): number[] | undefined {
  const values = valuesAt(results, arm, 'passAt1', step).filter((value) => value !== undefined)
  return values.length > 0 && values.length === results.seeds.length ? values : undefined
}

/** Mean ± standard error. */
const spread = ({ mean, standardError, n }: Estimate): string =>
  n < 2 ? mean.toFixed(2) : `${mean.toFixed(2)} ± ${standardError.toFixed(2)}`

function pair({ mean, low, high, n }: Estimate): string {
  const interval = n < 2 ? '' : ` [${signed(low)}, ${signed(high)}]`
  return `paired ${mean < 0 ? '' : '+'}${signed(mean)}${interval}, n = ${n}`
}

const signed = (value: number): string => value.toFixed(2).replace('-', '−')
