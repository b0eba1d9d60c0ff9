import { createContext, type ReactNode, useMemo, useState } from 'react'
import type { AxisUnit } from '../../results/series'
import type { ChartModel, Position, RunSeries } from './model'
import type { SeriesPoint } from '../../results/series'
import type { Segment } from './stageAxis'

/** Where the pointer or the keyboard is, in all charts at once. */
export interface Cursor extends Position {
  /** The chart that it was moved in. */
  chart: string
  /** What the axis counted then: in another unit the place means nothing. */
  unit: AxisUnit
}

export interface CursorState {
  cursor: Cursor | undefined
  move: (cursor: Cursor | undefined) => void
}

export const CursorContext = createContext<CursorState>({ cursor: undefined, move: () => undefined })

/** One cursor for all charts inside. Only what reads it is drawn again when it moves. */
export function CursorProvider({ children }: { children: ReactNode }) {
  const [cursor, move] = useState<Cursor>()
  const state = useMemo(() => ({ cursor, move }), [cursor])
  return <CursorContext value={state}>{children}</CursorContext>
}

/** The cursor, where it means something in a chart: in the unit in which it was moved, in a stage that the chart shows. */
export const cursorIn = ({ segments }: ChartModel, unit: AxisUnit, cursor: Cursor | undefined): Cursor | undefined =>
  cursor?.unit === unit && axisPlace(segments, cursor) !== undefined ? cursor : undefined

/** A place on the whole axis; undefined where the chart leaves the stage out. */
export function axisPlace(segments: readonly Segment[], { stage, x }: Position): number | undefined {
  const segment = segments.find((one) => one.stage === stage)
  return segment && segment.start + x
}

/** The index of the position that is nearest to a place on the axis; −1 without positions. */
export function nearestPosition({ segments, positions }: ChartModel, at: number): number {
  let best = -1
  let least = Infinity
  positions.forEach((position, i) => {
    const distance = Math.abs((axisPlace(segments, position) ?? Infinity) - at)
    // At the divider the end of one stage and the start of the next stand in one place: the side decides.
    const isBetter = distance < least || (distance === least && at > (axisPlace(segments, position) ?? at))
    if (!isBetter) return
    best = i
    least = distance
  })
  return best
}

/** What a series has at a position: the nearest measured point; undefined where the series ends well before. */
export function pointAt({ points, stage }: RunSeries, position: Position): SeriesPoint | undefined {
  const first = points[0]
  const last = points.at(-1)
  if (stage !== position.stage || !first || !last) return undefined
  const spacing = (last.x - first.x) / Math.max(1, points.length - 1)
  const reach = points.length > 1 ? 0.5 * spacing + 1e-9 : Infinity
  if (position.x < first.x - reach || position.x > last.x + reach) return undefined
  return points[nearestIndex(points, position.x)]
}

/** Binary search: points are in the order of x. */
function nearestIndex(points: readonly SeriesPoint[], x: number): number {
  let low = 0
  let high = points.length - 1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((points[middle]?.x ?? 0) <= x) low = middle
    else high = middle
  }
  const below = Math.abs((points[low]?.x ?? 0) - x)
  return Math.abs((points[high]?.x ?? 0) - x) < below ? high : low
}
