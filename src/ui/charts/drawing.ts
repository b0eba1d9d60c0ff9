import { type Edges, thin, type XY } from './kit/paths'
import { overSeeds, type RunSeries } from './model'
import type { SeriesPoint } from '../../results/series'

/** What one series draws; x counts along the whole axis, past the stages before its own. */
export interface SeriesDrawing {
  mean: readonly XY[]
  /** The line without smoothing; undefined where there is none. */
  raw: readonly XY[] | undefined
  /** The 95 % interval of the mean; empty where one seed has none. */
  band: readonly Edges[]
  /** A line a seed; empty with one seed, whose line would lie under the mean. */
  seeds: readonly (readonly XY[])[]
}

interface Wanted {
  seeds: boolean
  band: boolean
  /** The most points of a line. Intervals are worked out for those only. */
  most: number
}

/** The lines of a series whose stage starts at `start` on the axis. */
export function drawSeries({ points, raw }: RunSeries, start: number, { seeds, band, most }: Wanted): SeriesDrawing {
  const means = (list: readonly SeriesPoint[]): XY[] =>
    thin(list, ({ mean }) => mean, most).map(({ x, mean }) => ({ x: start + x, y: mean }))
  return {
    mean: means(points),
    raw: raw === points ? undefined : means(raw),
    band: band
      ? bandOf(
          thin(points, ({ mean }) => mean, most),
          start,
        )
      : [],
    seeds: seeds ? seedLines(points, start) : [],
  }
}

const bandOf = (points: readonly SeriesPoint[], start: number): Edges[] =>
  points.flatMap((point) => {
    const { low, high } = overSeeds(point)
    return Number.isFinite(low) && Number.isFinite(high) ? [{ x: start + point.x, low, high }] : []
  })

function seedLines(points: readonly SeriesPoint[], start: number): XY[][] {
  const bySeed = new Map<number, XY[]>()
  for (const { values } of points)
    for (const { seed, x, value } of values) {
      const own = bySeed.get(seed)
      const place = { x: start + x, y: value }
      if (own) own.push(place)
      else bySeed.set(seed, [place])
    }
  return bySeed.size < 2 ? [] : [...bySeed.values()]
}
