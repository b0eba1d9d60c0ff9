/**
 * Student's t distribution for whole degrees of freedom, where the distribution function is a finite sum
 * (Abramowitz & Stegun 26.7.3 and 26.7.4).
 */

/** P(|T| ≤ t) for t ≥ 0 and ν ≥ 1 degrees of freedom. */
export function studentCentral(t: number, degrees: number): number {
  const angle = Math.atan2(t, Math.sqrt(degrees))
  const sine = Math.sin(angle)
  const cosineSquared = Math.cos(angle) ** 2
  const odd = degrees % 2 === 1
  let term = odd ? Math.cos(angle) : 1
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
