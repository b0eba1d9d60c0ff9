import { atan, cos, sin } from './elementary'

/** Arithmetic mean; NaN for an empty list. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

const squareOf = (x: number): number => x * x

/** Sample standard deviation (divisor n − 1); NaN for fewer than two values. */
export function standardDeviation(values: readonly number[]): number {
  if (values.length < 2) return NaN
  const centre = mean(values)
  return Math.sqrt(values.reduce((sum, value) => sum + squareOf(value - centre), 0) / (values.length - 1))
}

/** A mean over n independent units with its standard error and 95 % t-interval. With n = 1 the last three are NaN. */
export interface Estimate {
  mean: number
  standardError: number
  low: number
  high: number
  n: number
}

/** The t-quantiles of 97.5 % by degrees of freedom: charts ask for one at every step, and it takes longer than all else. */
const quantiles = new Map<number, number>()

function quantile975(degrees: number): number {
  const known = quantiles.get(degrees) ?? studentQuantile(0.975, degrees)
  quantiles.set(degrees, known)
  return known
}

/** Mean of the values with a 95 % t-interval over them (degrees of freedom n − 1). */
export function estimate(values: readonly number[]): Estimate {
  const n = values.length
  const centre = mean(values)
  if (n < 2) return { mean: centre, standardError: NaN, low: NaN, high: NaN, n }
  const standardError = standardDeviation(values) / Math.sqrt(n)
  const reach = quantile975(n - 1) * standardError
  return { mean: centre, standardError, low: centre - reach, high: centre + reach, n }
}

/**
 * Mean of the paired differences a[i] − b[i] with a 95 % t-interval over the pairs (METHOD.md: a pair is a seed, never
 * a rollout). Throws RangeError when the lists differ in length or are empty.
 */
export function pairedDifference(a: readonly number[], b: readonly number[]): Estimate {
  if (a.length !== b.length || a.length === 0) {
    throw new RangeError(`Pairs need two lists of one length of at least 1, not ${a.length} and ${b.length}.`)
  }
  return estimate(a.map((value, i) => value - (b[i] as number)))
}

/**
 * The two-sided p-value of the t-test that the mean is 0; NaN for fewer than two values, and where all are 0. Where the values
 * have no spread but a mean, it is 0.
 */
export function pValue({ mean: centre, standardError, n }: Estimate): number {
  if (n < 2 || (centre === 0 && standardError === 0)) return NaN
  return 1 - studentCentral(Math.abs(centre / standardError), n - 1)
}

/**
 * The unbiased estimate of pass@k from n samples of which c are right: 1 − C(n−c, k) / C(n, k) (METHOD.md, "Evaluation").
 * Computed as a product, which neither overflows nor cancels. Throws RangeError unless 0 ≤ c ≤ n and 1 ≤ k ≤ n.
 */
export function passAtK(n: number, c: number, k: number): number {
  if (![n, c, k].every(Number.isInteger) || c < 0 || c > n || k < 1 || k > n) {
    throw new RangeError(`pass@k needs integers with 0 ≤ c ≤ n and 1 ≤ k ≤ n, not n = ${n}, c = ${c}, k = ${k}.`)
  }
  if (n - c < k) return 1
  let allWrong = 1
  for (let i = n - c + 1; i <= n; i++) allWrong *= 1 - k / i
  return 1 - allWrong
}

/**
 * Student's t distribution for whole degrees of freedom, where the distribution function is a finite sum
 * (Abramowitz & Stegun 26.7.3 and 26.7.4).
 */

/** P(|T| ≤ t) for t ≥ 0 and ν ≥ 1 degrees of freedom. */
export function studentCentral(t: number, degrees: number): number {
  const angle = atan(t / Math.sqrt(degrees))
  const sine = sin(angle)
  const cosineSquared = squareOf(cos(angle))
  const odd = degrees % 2 === 1
  let term = odd ? cos(angle) : 1
  let sum = 0
  for (let power = odd ? 1 : 0; power <= degrees - 2; power += 2) {
    sum += term
    term *= (cosineSquared * (power + 1)) / (power + 2)
  }
  return odd ? (2 / Math.PI) * (angle + sine * sum) : sine * sum
}

/**
 * The t with P(T ≤ t) = p, for 0.5 ≤ p < 1 and whole ν ≥ 1, to the last bits of a double.
 * Throws RangeError outside of that.
 */
export function studentQuantile(p: number, degrees: number): number {
  if (!Number.isInteger(degrees) || degrees < 1 || !(p >= 0.5 && p < 1)) {
    throw new RangeError(`The t quantile needs 0.5 ≤ p < 1 and whole ν ≥ 1, not p = ${p}, ν = ${degrees}.`)
  }
  const central = 2 * p - 1
  let low = 0
  let high = 1
  while (studentCentral(high, degrees) < central) high *= 2
  // Halving until the two neighbours are adjacent doubles takes some 60 steps.
  for (;;) {
    const middle = (low + high) / 2
    if (middle <= low || middle >= high) return middle
    if (studentCentral(middle, degrees) < central) low = middle
    else high = middle
  }
}
