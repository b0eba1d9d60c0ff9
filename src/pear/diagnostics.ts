/**
 * Effective sample size of weights as a share of their number, (ΣG)²/(nΣG²) in (0, 1]; 1 when all are equal.
 * METHOD.md, "Evaluation and statistics". NaN for no weights or only zeros.
 */
export function effectiveSampleSize(weights: readonly number[]): number {
  const sum = weights.reduce((a, b) => a + b, 0)
  const squares = weights.reduce((a, b) => a + b * b, 0)
  return (sum * sum) / (weights.length * squares)
}

/** Share of values below and above two bounds; values on a bound are not clipped. */
export function clippedShares(
  values: readonly number[],
  [low, high]: readonly [number, number],
): { low: number; high: number } {
  return {
    low: values.filter((value) => value < low).length / values.length,
    high: values.filter((value) => value > high).length / values.length,
  }
}
