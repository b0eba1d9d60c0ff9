/**
 * Lines and bands as SVG paths, thinned to what a plot can show. A run of 30,000 points is drawn ten times a second while it goes
 * on, so a path is one string of a few hundred points whatever it is made of.
 */

/** From a place on the axes to pixels. */
export interface Placing {
  x: (value: number) => number
  y: (value: number) => number
}

export interface XY {
  x: number
  y: number
}

/** What lies between two lines. */
export interface Edges {
  x: number
  low: number
  high: number
}

/** The path of a line through at most `most` of the points; empty without points. */
export const linePath = (points: readonly XY[], place: Placing, most: number): string =>
  through(
    thin(points, ({ y }) => y, most),
    place,
  )

/** The outline of a band, at most `most` points long; empty where fewer than two points have finite edges. */
export function bandPath(band: readonly Edges[], place: Placing, most: number): string {
  const own = thin(
    band.filter(({ low, high }) => Number.isFinite(low) && Number.isFinite(high)),
    ({ low, high }) => low + high,
    most,
  )
  if (own.length < 2) return ''
  const upper = own.map(({ x, high }) => ({ x, y: high }))
  const lower = own.map(({ x, low }) => ({ x, y: low })).reverse()
  return `${through([...upper, ...lower], place)}Z`
}

/** Far beyond any edge of a plot, and near enough for every renderer. */
const FAR = 1e4

function through(points: readonly XY[], place: Placing): string {
  // Tenths of a pixel; `toFixed` takes three times as long.
  const pixel = (value: number): number => Math.round(10 * Math.max(-FAR, Math.min(FAR, value))) / 10
  return points.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${pixel(place.x(x))} ${pixel(place.y(y))}`).join('')
}

/**
 * At most `most` of the points in their order, with the first, the last and, of each stretch, the lowest and the highest:
 * thinning must not hide a spike.
 */
export function thin<Point>(
  points: readonly Point[],
  valueOf: (point: Point) => number,
  most: number,
): readonly Point[] {
  if (points.length <= most) return points
  const last = points.length - 1
  const stretches = Math.max(1, Math.floor((most - 2) / 2))
  const kept: Point[] = [points[0] as Point]
  for (let i = 0; i < stretches; i++) {
    const from = 1 + Math.floor((i * (last - 1)) / stretches)
    const to = 1 + Math.floor(((i + 1) * (last - 1)) / stretches)
    let [low, high] = [from, from]
    for (let at = from + 1; at < to; at++) {
      const value = valueOf(points[at] as Point)
      if (value < valueOf(points[low] as Point)) low = at
      if (value > valueOf(points[high] as Point)) high = at
    }
    if (from < to) kept.push(points[Math.min(low, high)] as Point)
    if (low !== high) kept.push(points[Math.max(low, high)] as Point)
  }
  return [...kept, points[last] as Point]
}
