import { type Estimate, estimate } from '../../../core/statistics'
import type { ArmId } from '../../../config/armId'
import { armsOf } from '../../../config/config'
import type { RunResults } from '../../../results/results'
import { differenceToSft, valuesAt } from '../../../results/values'

/** Held-out pass@1 of one arm after the last RL step, over the seeds that have got there. */
export interface ArmOutcome {
  arm: ArmId
  passAt1: Estimate
}

/** What the list of runs says of a run's end; a part is left out until a seed has got there. */
export interface RunOutcome {
  /** The arm with the highest mean. */
  best?: ArmOutcome
  sft?: ArmOutcome
  /** The PEAR arm that is set against SFT. */
  pear?: ArmOutcome
  /** `pear` less `sft`, paired by seed. */
  difference?: Estimate
}

/** The first of these that took part stands for PEAR in the list: named beforehand, so that it is not the luckiest. */
const COMPARED: readonly ArmId[] = ['token', 'sequence', 'block']

/** The pass@1 of a run's arms after RL in short. */
export function outcomeOf(results: RunResults): RunOutcome {
  const { config } = results
  if (!config) return {}
  const { steps } = config.rl
  const outcomes = armsOf(config).flatMap((arm): ArmOutcome[] => {
    const values = valuesAt(results, arm, 'passAt1', steps).filter((value) => value !== undefined)
    return values.length > 0 ? [{ arm, passAt1: estimate(values) }] : []
  })
  const best = outcomes.reduce<ArmOutcome | undefined>(
    (top, next) => (top && top.passAt1.mean >= next.passAt1.mean ? top : next),
    undefined,
  )
  const compared = COMPARED.find((arm) => config.arms.includes(arm))
  const sft = outcomes.find(({ arm }) => arm === 'sft')
  const pear = outcomes.find(({ arm }) => arm === compared)
  const difference = pear && differenceToSft(results, pear.arm, steps)
  return {
    ...(best && { best }),
    ...(sft && { sft }),
    ...(pear && { pear }),
    ...(difference && difference.n > 0 && { difference }),
  }
}
