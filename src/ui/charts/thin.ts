/** The most points that one line draws: more than a line has pixels' worth, few enough to redraw ten times a second. */
export const MOST_POINTS = 500

/**
 * At most `most` of the points in their order, with the first, the last and, of each stretch, the lowest and the highest:
 * thinning must not hide a spike.
 */
export function thin<Point>(points: readonly Point[], valueOf: (point: Point) => number, most = MOST_POINTS): Point[] {
  if (points.length <= most) return [...points]
  const inner = points.slice(1, -1)
  const stretches = Math.max(1, Math.floor((most - 2) / 2))
  const kept = new Set<Point>([points[0] as Point])
  for (let i = 0; i < stretches; i++) {
    const from = Math.floor((i * inner.length) / stretches)
    const stretch = inner.slice(from, Math.floor(((i + 1) * inner.length) / stretches))
    for (const point of extremes(stretch, valueOf)) kept.add(point)
  }
  kept.add(points.at(-1) as Point)
  return [...kept]
}

/** The lowest and the highest of a list, in the list's order. */
function extremes<Point>(points: readonly Point[], valueOf: (point: Point) => number): Point[] {
  let low = 0
  let high = 0
  points.forEach((point, i) => {
    if (valueOf(point) < valueOf(points[low] as Point)) low = i
    if (valueOf(point) > valueOf(points[high] as Point)) high = i
  })
  return [...new Set([Math.min(low, high), Math.max(low, high)])].flatMap((i) => points[i] ?? [])
}
