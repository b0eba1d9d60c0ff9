import { useMemo } from 'react'
import type { ShownRun } from '../runs/shownRun'
import { clockOf } from './clock'
import type { ChartRun } from './model'

/** A run sorted for the charts, anew only when it has new points. */
export function useChartRun(run: ShownRun | undefined, overlay: boolean): ChartRun | undefined {
  const name = run?.name
  const { config, seeds, points } = run?.results ?? {}
  return useMemo(
    () =>
      name !== undefined && seeds && points
        ? { name, config, seeds, points, overlay, clock: clockOf(points) }
        : undefined,
    [name, config, seeds, points, overlay],
  )
}
