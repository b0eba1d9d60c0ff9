import type { Estimate } from '../core/statistics'

/** Stands where a figure is missing. */
export const MISSING = '—'

/** A number with fixed decimals and a true minus sign; a dash where it is not finite. */
export function decimal(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return MISSING
  const text = value.toFixed(digits)
  // A tiny negative number must not read −0.000.
  return Number(text) === 0 ? (0).toFixed(digits) : text.replace('-', '−')
}

/** A number that always shows its sign, as differences do. */
export function signed(value: number, digits = 3): string {
  const text = decimal(value, digits)
  return Number.isFinite(value) && Number(value.toFixed(digits)) > 0 ? `+${text}` : text
}

/** A number of unknown size in few characters, for axes and tooltips. */
export function compact(value: number): string {
  if (!Number.isFinite(value)) return MISSING
  const size = Math.abs(value)
  if (size !== 0 && (size < 1e-3 || size >= 1e5)) return value.toExponential(1).replaceAll('-', '−')
  return String(Number(value.toPrecision(3))).replace('-', '−')
}

/** `0.305 ± 0.018`, mean and standard error; the mean alone where there is one seed. A line may break before the ±. */
export function meanAndError({ mean, standardError, n }: Estimate): string {
  return n > 1 ? `${decimal(mean)} ±\u00a0${decimal(standardError)}` : decimal(mean)
}

/** `30.5 ± 1.8`, a share and its standard error in per cent. */
export function percentAndError({ mean, standardError, n }: Estimate): string {
  const own = decimal(100 * mean, 1)
  return n > 1 ? `${own} ±\u00a0${decimal(100 * standardError, 1)}` : own
}

/** `[0.030, 0.480]`; undefined where one seed gives no interval. */
export function interval({ low, high }: Estimate): string | undefined {
  return Number.isFinite(low) && Number.isFinite(high) ? `[${decimal(low)}, ${decimal(high)}]` : undefined
}

/** Whether the data leave the sign of a difference open; false where there is no interval to say so. */
export function includesZero({ low, high }: Estimate): boolean {
  return low <= 0 && high >= 0
}

/** A span of time for people: `3.4 s`, `12 s`, `1 min 12 s`, `2 h 5 min`. */
export function duration(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  const minutes = Math.floor(whole / 60)
  if (minutes < 60) return pair(minutes, 'min', whole % 60, 's')
  const wholeMinutes = Math.round(whole / 60)
  return pair(Math.floor(wholeMinutes / 60), 'h', wholeMinutes % 60, 'min')
}

const pair = (large: number, largeUnit: string, small: number, smallUnit: string): string =>
  small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`

/** An estimated span, rounded as far as an estimate deserves: `a few seconds`, `about 40 s`, `about 3 min`. */
export function roughly(seconds: number): string {
  if (seconds < 5) return 'a few seconds'
  if (seconds < 57.5) return `about ${Math.round(seconds / 5) * 5} s`
  if (seconds < 60 * 60) return `about ${Math.max(1, Math.round(seconds / 60))} min`
  const hours = seconds / 3600
  return `about ${hours < 10 ? Number(hours.toFixed(1)) : Math.round(hours)} h`
}
