import { overSeeds, type RunSeries } from './model'
import { type Scale, shareOf } from './scale'
import type { SeriesPoint } from './series'
import { thin } from './thin'
import type { Segment } from './ticks'

/** The outer size of a plot and its margins, in pixels. */
export interface Frame {
  width: number
  height: number
  left: number
  right: number
  top: number
  bottom: number
}

/** From values to pixels. */
export interface Placing {
  /** Of a place on the axis. */
  x: (at: number) => number
  y: (value: number) => number
  /** The place on the axis under a pixel. */
  at: (pixel: number) => number
}

/** Where values stand in a frame whose axis has these parts. */
export function placing(frame: Frame, segments: readonly Segment[], scale: Scale): Placing {
  const total = Math.max(
    1e-12,
    segments.reduce((sum, { length }) => sum + length, 0),
  )
  const inner = frame.width - frame.left - frame.right
  const floor = frame.height - frame.bottom
  return {
    x: (at) => frame.left + (at / total) * inner,
    y: (value) => floor - shareOf(scale, value) * (floor - frame.top),
    at: (pixel) => ((pixel - frame.left) / inner) * total,
  }
}

/** The paths of one series. */
export interface SeriesDrawing {
  mean: string
  /** The line without smoothing; empty where there is none. */
  raw: string
  band: string
  seeds: readonly string[]
  /** The measured means, where they are few enough to be told apart. */
  marks: readonly { x: number; y: number }[]
}

/** Whether the points of a line stand far enough apart, in pixels, for a mark on each. */
const MARK_SPACING = 18

interface Wanted {
  seeds: boolean
  band: boolean
  marks: boolean
  /** Where the metric itself ends. */
  bounds?: readonly [number, number] | undefined
}

/** The paths of a series, each of at most `MOST_POINTS` points. */
export function drawSeries(series: RunSeries, start: number, place: Placing, wanted: Wanted): SeriesDrawing {
  const { points, raw } = series
  const path = (list: readonly SeriesPoint[]): string =>
    linePath(thin(list, ({ mean }) => mean).map(({ x, mean }) => ({ x: place.x(start + x), y: place.y(mean) })))
  const kept = thin(points, ({ mean }) => mean)
  const ends = [points[0], points.at(-1)].map((point) => place.x(start + (point?.x ?? 0)))
  const isSparse = points.length < 2 || ((ends[1] ?? 0) - (ends[0] ?? 0)) / (points.length - 1) >= MARK_SPACING
  return {
    mean: path(points),
    raw: raw === points ? '' : path(raw),
    band: wanted.band ? bandPath(kept, start, place, wanted.bounds) : '',
    seeds: wanted.seeds ? seedPaths(points, start, place) : [],
    marks: isSparse && wanted.marks ? kept.map(({ x, mean }) => ({ x: place.x(start + x), y: place.y(mean) })) : [],
  }
}

function seedPaths(points: readonly SeriesPoint[], start: number, place: Placing): string[] {
  const bySeed = new Map<number, { x: number; value: number }[]>()
  for (const one of points.flatMap(({ values }) => values)) {
    const own = bySeed.get(one.seed)
    if (own) own.push(one)
    else bySeed.set(one.seed, [one])
  }
  // One seed's line would lie under the mean.
  if (bySeed.size < 2) return []
  return [...bySeed.values()].map((list) =>
    linePath(thin(list, ({ value }) => value).map(({ x, value }) => ({ x: place.x(start + x), y: place.y(value) }))),
  )
}

/** A t-interval knows nothing of where a metric ends, so it is cut there. */
function bandPath(
  points: readonly SeriesPoint[],
  start: number,
  place: Placing,
  [least, most]: readonly [number, number] = [-Infinity, Infinity],
): string {
  const edges = points.flatMap((point) => {
    const { low, high } = overSeeds(point)
    if (!Number.isFinite(low) || !Number.isFinite(high)) return []
    const x = place.x(start + point.x)
    return [{ x, low: place.y(Math.max(least, low)), high: place.y(Math.min(most, high)) }]
  })
  if (edges.length < 2) return ''
  const upper = edges.map(({ x, high }) => ({ x, y: high }))
  const lower = edges.map(({ x, low }) => ({ x, y: low })).reverse()
  return `${linePath([...upper, ...lower])}Z`
}

/** Far beyond any edge of a plot, and near enough for every renderer. */
const FAR = 1e4

function linePath(points: readonly { x: number; y: number }[]): string {
  const pixel = (value: number): string => Math.max(-FAR, Math.min(FAR, value)).toFixed(1)
  return points.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${pixel(x)} ${pixel(y)}`).join('')
}
