import type { Setting } from '../../config/settings'

/** What a slider has to know of a setting. */
export type SliderSetting = Pick<Setting, 'kind' | 'minimum' | 'maximum' | 'scale' | 'handy' | 'step'>

/** Round numbers between 1 and 10, at about equal ratios. */
const MANTISSAS = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8]
/** More stops than this on an even scale are finer than a hand. */
const MOST_EVEN_STOPS = 100
/** Where a logarithmic scale that reaches down to 0 has its first value above it, as a share of its end. */
const ABOVE_ZERO = 1e-3

/**
 * The values that a setting's slider stops at, in ascending order, the ends of its handy range included: round numbers, because
 * values between them are seldom meant. Undefined where no slider helps.
 */
export function sliderStops(setting: SliderSetting): readonly number[] | undefined {
  const { kind, minimum, maximum, scale = 'linear', handy = [minimum, maximum] } = setting
  const [low, high] = handy
  if ((kind !== 'integer' && kind !== 'number') || scale === 'none') return undefined
  if (low === undefined || high === undefined || low >= high) return undefined
  const isWhole = kind === 'integer'
  const inner =
    scale === 'linear'
      ? evenStops(low, high, setting.step ?? evenStep(high - low, isWhole))
      : ratioStops(low, high, scale, isWhole)
  const stops = [low, ...inner.filter((value) => value > low && value < high), high]
  return isWhole ? stops.filter((value) => Number.isInteger(value)) : stops
}

/** The place of the stop that is nearest to a value; the first or the last for values beyond the ends. */
export function positionOf(stops: readonly number[], value: number): number {
  let nearest = 0
  stops.forEach((stop, position) => {
    if (Math.abs(stop - value) < Math.abs((stops[nearest] ?? 0) - value)) nearest = position
  })
  return nearest
}

/** The value at a place; the nearest end for places beyond. */
export function valueAt(stops: readonly number[], position: number): number {
  return stops[Math.min(stops.length - 1, Math.max(0, Math.round(position)))] ?? Number.NaN
}

/** The smallest of 1, 2, 5, 10, … times a power of ten that cuts a range into few enough parts. */
function evenStep(range: number, isWhole: boolean): number {
  const finest = range / MOST_EVEN_STOPS
  const power = 10 ** Math.floor(Math.log10(finest))
  const step = exact(([1, 2, 5, 10].find((factor) => factor * power >= finest * (1 - 1e-9)) ?? 10) * power)
  return isWhole ? Math.max(1, step) : step
}

/** Multiples of a step, so that stops are round whatever the ends are. */
function evenStops(low: number, high: number, step: number): number[] {
  const first = Math.ceil(low / step - 1e-9)
  const last = Math.floor(high / step + 1e-9)
  return Array.from({ length: last - first + 1 }, (_, i) => exact((first + i) * step))
}

/** Round numbers at about equal ratios; for powers of two those, and what lies in the middle of two. */
function ratioStops(low: number, high: number, scale: 'log' | 'log2', isWhole: boolean): number[] {
  const start = low > 0 ? low : isWhole ? 1 : high * ABOVE_ZERO
  const [base, mantissas] = scale === 'log' ? [10, MANTISSAS] : [2, [1, 1.5]]
  const exponent = (value: number): number => Math.floor(Math.log(value) / Math.log(base) + 1e-9)
  const stops: number[] = []
  for (let power = exponent(start); power <= exponent(high); power++) {
    stops.push(...mantissas.map((mantissa) => exact(mantissa * base ** power)))
  }
  return stops.filter((value) => value >= start * (1 - 1e-9))
}

/** The number that people mean: without what floating point adds in the last digits. */
const exact = (value: number): number => Number(value.toPrecision(10))
