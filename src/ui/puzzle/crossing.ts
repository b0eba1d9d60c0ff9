/** Which place comes to which when two places are swapped. */
export const swapPlaces = (place: number, [a, b]: readonly [number, number]): number =>
  place === a ? b : place === b ? a : place

/** The path of a thing that goes from one place of a row to one of the row below, where swapped ones cross. */
export function crossingPath(from: readonly [number, number], to: readonly [number, number]): string {
  const middle = (from[1] + to[1]) / 2
  return `M${from[0]} ${from[1]}C${from[0]} ${middle} ${to[0]} ${middle} ${to[0]} ${to[1]}`
}
