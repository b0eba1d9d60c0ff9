import type { SeedValue, SeriesPoint } from './series'

/**
 * The debiased exponential moving average of a list: sₜ = Σᵢ≤ₜ w^(t−i)·xᵢ / Σᵢ≤ₜ w^(t−i). Weight 0 changes nothing, and the
 * first value always stays. Throws RangeError unless 0 ≤ w < 1.
 */
export function movingAverage(values: readonly number[], weight: number): number[] {
  if (!(weight >= 0 && weight < 1)) throw new RangeError(`A smoothing weight is from 0 to below 1, not ${weight}.`)
  let sum = 0
  let weights = 0
  return values.map((value) => {
    sum = weight * sum + value
    weights = weight * weights + 1
    return sum / weights
  })
}

/** A series whose seeds are smoothed one by one, over the steps that each has; the mean is that of the smoothed seeds. */
export function smoothed(points: readonly SeriesPoint[], weight: number): SeriesPoint[] {
  const bySeed = new Map<number, number[]>()
  for (const { seed, value } of points.flatMap(({ values }) => values)) {
    const own = bySeed.get(seed)
    if (own) own.push(value)
    else bySeed.set(seed, [value])
  }
  const averages = new Map([...bySeed].map(([seed, values]) => [seed, movingAverage(values, weight).values()]))
  return points.map((point) => {
    const values = point.values.map((own): SeedValue => ({
      ...own,
      value: averages.get(own.seed)?.next().value ?? own.value,
    }))
    return { ...point, values, mean: values.reduce((sum, { value }) => sum + value, 0) / values.length }
  })
}
