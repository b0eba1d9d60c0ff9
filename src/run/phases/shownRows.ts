/** Rows of a batch that a close-up shows. */
export const SHOWN_ROWS = 4

/**
 * The rollouts that a close-up of an RL step shows: up to four of one group, by their places in the batch. It is the first group whose
 * rewards differ, for only such a group has advantages, else the first; of it the first rollouts, but where there are
 * several rewards not only of one.
 *
 * @param rewards of consecutive groups, `[P·K]`
 */
export function shownRows(rewards: readonly number[], group: number): number[] {
  const starts = Array.from({ length: Math.floor(rewards.length / group) }, (_, i) => i * group)
  const start = starts.find((at) => rewards.slice(at, at + group).some((reward) => reward !== rewards[at])) ?? 0
  const rows = rewards.slice(start, start + group).map((_, k) => start + k)
  const first = rows.slice(0, SHOWN_ROWS)
  const other = rows.find((row) => rewards[row] !== rewards[start])
  if (other === undefined || first.includes(other)) return first
  return [...first.slice(0, -1), other]
}
