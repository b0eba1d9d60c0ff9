/** A vertical axis: round ends around the values, and round ticks between them. */
export interface Scale {
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
  return { domain: [ticks[0] ?? low, ticks.at(-1) ?? high], ticks }
}

/** The least of 1, 2, 2.5, 5 and 10 times a power of ten that is not below the value. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value))
  const factor = [1, 2, 2.5, 5].find((candidate) => candidate * power >= value * (1 - 1e-9)) ?? 10
  return factor * power
}
