import { mean, standardDeviation } from '../core/statistics'

/** `group`: advantages are divided by the group's standard deviation + 1e-4. `none`: they are not (Dr. GRPO). */
export type AdvantageScale = 'group' | 'none'

/**
 * Group-relative advantages A_i = r_i − mean(r), scaled or not (METHOD.md, "GRPO").
 *
 * @param rewards completions of consecutive groups, `[P·K]`; throws RangeError unless it holds whole groups of K ≥ 2
 */
export function groupAdvantages(rewards: readonly number[], groupSize: number, scale: AdvantageScale): number[] {
  return groups(rewards, groupSize).flatMap((group) => {
    const centre = mean(group)
    const divisor = scale === 'group' ? standardDeviation(group) + 1e-4 : 1
    return group.map((reward) => (reward - centre) / divisor)
  })
}

/** Share of groups whose completions all have one reward, and so no advantage. */
export function flatGroupShare(rewards: readonly number[], groupSize: number): number {
  const all = groups(rewards, groupSize)
  return all.filter((group) => group.every((reward) => reward === group[0])).length / all.length
}

function groups(rewards: readonly number[], size: number): number[][] {
  if (!Number.isInteger(size) || size < 2 || rewards.length === 0 || rewards.length % size !== 0) {
    throw new RangeError(`${rewards.length} rewards are not whole groups of ${size}; a group has at least 2.`)
  }
  return Array.from({ length: rewards.length / size }, (_, g) => rewards.slice(g * size, (g + 1) * size))
}
