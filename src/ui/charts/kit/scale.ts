/**
 * Scales: where an axis ends and where its ticks stand. Ends and ticks are round, so that two charts of one metric can be
 * compared; recharts places values between them.
 */

/** An axis: its ends around the values, and round ticks between them. */
export interface Scale {
  kind: 'linear' | 'log'
  domain: readonly [number, number]
  ticks: readonly number[]
}

/** The axis for values from `low` to `high` with some `parts` ticks; a constant value gets room on both sides. */
export function niceScale(low: number, high: number, parts = 4): Scale {
  const spread = high - low || Math.abs(high) * 0.2 || 1
  const [from, to] = high > low ? [low, high] : [low - spread / 2, high + spread / 2]
  const step = roundUp((to - from) / parts)
  // A whole number of steps, found with a little slack, because 0.3 / 0.1 is not 3.
  const first = Math.floor(from / step + 1e-9)
  const last = Math.ceil(to / step - 1e-9)
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)))
  return { kind: 'linear', domain: [ticks[0] ?? low, ticks.at(-1) ?? high], ticks }
}

/** The least of 1, 2, 2.5, 5 and 10 times a power of ten that is not below the value. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value))
  const factor = [1, 2, 2.5, 5].find((candidate) => candidate * power >= value * (1 - 1e-9)) ?? 10
  return factor * power
}

/** The most ticks of a logarithmic axis. */
const MOST_LOG_TICKS = 7

/**
 * The logarithmic axis for values from `low` to `high`: powers of ten where there are several, else 1, 2 and 5 times them, else
 * the ticks of the linear axis. Throws RangeError unless `low` is above 0.
 */
export function logScale(low: number, high: number): Scale {
  if (!(low > 0 && high >= low)) throw new RangeError(`A logarithmic axis needs values above 0, not ${low} to ${high}.`)
  const domain = [low / 1.1, high * 1.1] as const
  const within = (ticks: readonly number[]): number[] =>
    ticks.filter((tick) => tick >= domain[0] && tick <= domain[1] && tick > 0)
  const first = Math.floor(Math.log10(domain[0]))
  const powers = Array.from({ length: Math.ceil(Math.log10(domain[1])) - first + 1 }, (_, i) => 10 ** (first + i))
  const tens = within(powers)
  const every = Math.ceil(tens.length / MOST_LOG_TICKS)
  const fine = within(powers.flatMap((power) => [1, 2, 5].map((factor) => factor * power)))
  const candidates = [
    fine.length <= MOST_LOG_TICKS ? fine : [],
    tens.filter((_, i) => i % every === 0),
    within(niceScale(...domain).ticks),
  ]
  return {
    kind: 'log',
    domain,
    ticks: candidates.find((ticks) => ticks.length > 2) ?? within(niceScale(...domain).ticks),
  }
}

/** Round ends around shares. Where all are equal there is room on the sides that exist, since no share is below 0 or above 1. */
export function shareScale(values: readonly number[], parts = 4): Scale {
  const [low, high] = [Math.min(...values), Math.max(...values)]
  return low < high ? niceScale(low, high, parts) : niceScale(Math.max(0, low - 0.1), Math.min(1, high + 0.1), parts)
}

/** The value, or the end of the axis that it lies beyond. */
export const within = ({ domain: [low, high] }: Scale, value: number): number => Math.max(low, Math.min(high, value))

/** The ticks of a scale of so many pixels, left out in turn where their labels would touch. */
export function spacedTicks({ ticks }: Scale, pixels: number): number[] {
  const every = Math.max(1, Math.ceil((ticks.length * LABEL) / Math.max(1, pixels)))
  return ticks.filter((_, i) => i % every === 0)
}

/** What the label of a tick needs, in pixels. */
const LABEL = 38
