import { type Estimate, estimate, pairedDifference } from '../../core/statistics'
import type { ArmId } from '../../config/armId'
import { armsOf, type ExperimentConfig } from '../../config/config'
import type { RunResults } from '../../results/results'
import { valuesAt } from '../../results/tables'
import { configDiff } from './configDiff'

/** pass@1 of one arm in two runs at the same moment; a run’s part is left out where none of its seeds has got there. */
export interface ComparedMoment {
  one?: Estimate
  other?: Estimate
  /** `one` less `other`, paired over the seeds that both have; left out where they share none. */
  difference?: Estimate
}

export interface ComparedArm {
  arm: ArmId
  postSft: ComparedMoment
  postRl: ComparedMoment
}

/** Every arm of either run, those of the first one first, where RL starts and after each run’s own last RL step. */
export function compareRuns(one: RunResults, other: RunResults): ComparedArm[] {
  const armsIn = ({ config }: RunResults): ArmId[] => (config ? armsOf(config) : [])
  return [...new Set([...armsIn(one), ...armsIn(other)])].map((arm) => ({
    arm,
    postSft: momentOf(bySeed(one, arm, 0), bySeed(other, arm, 0)),
    postRl: momentOf(bySeed(one, arm, one.config?.rl.steps), bySeed(other, arm, other.config?.rl.steps)),
  }))
}

/** An arm’s pass@1 of every seed that has one at this RL step. */
function bySeed(results: RunResults, arm: ArmId, step: number | undefined): Map<number, number> {
  const values = step === undefined ? [] : valuesAt(results, arm, 'passAt1', step)
  return new Map(
    results.seeds.flatMap((seed, i): [number, number][] => {
      const value = values[i]
      return value === undefined ? [] : [[seed, value]]
    }),
  )
}

function momentOf(one: ReadonlyMap<number, number>, other: ReadonlyMap<number, number>): ComparedMoment {
  const pairs = [...one].flatMap(([seed, value]): [number, number][] => {
    const counterpart = other.get(seed)
    return counterpart === undefined ? [] : [[value, counterpart]]
  })
  const column = (i: 0 | 1): number[] => pairs.map((pair) => pair[i])
  return {
    ...(one.size > 0 && { one: estimate([...one.values()]) }),
    ...(other.size > 0 && { other: estimate([...other.values()]) }),
    ...(pairs.length > 0 && { difference: pairedDifference(column(0), column(1)) }),
  }
}

/** Whether both experiments ask a seed’s policies the same held-out prompts, so that their pass@1 is of the same task. */
export function sameTask(one: ExperimentConfig, other: ExperimentConfig): boolean {
  return !configDiff(one, other).some(({ path }) => path.startsWith('game.') || path === 'evaluation.prompts')
}
