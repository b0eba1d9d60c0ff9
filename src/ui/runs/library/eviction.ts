import type { RunHead } from './head'

/** Runs that are kept without being pinned. */
export const MOST_UNPINNED = 50

/** The runs that have to go so that at most so many unpinned ones are left: those that came first, but none of `spared`. */
export function runsToLetGo(
  heads: readonly RunHead[],
  spared: readonly (string | undefined)[],
  most = MOST_UNPINNED,
): RunHead[] {
  const unpinned = heads.filter(({ pinned, origin }) => !pinned && origin !== 'recorded')
  return [...unpinned]
    .sort((a, b) => Date.parse(a.added) - Date.parse(b.added))
    .filter(({ id }) => !spared.includes(id))
    .slice(0, Math.max(0, unpinned.length - most))
}
