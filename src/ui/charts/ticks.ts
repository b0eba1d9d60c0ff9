import type { ChartSpan } from './chartData'

/** A round step (1, 2 or 5 times a power of ten, whole) that divides `steps` into at most `most` parts. */
export function tickStep(steps: number, most: number): number {
  const rough = Math.max(1, steps / most)
  const power = 10 ** Math.floor(Math.log10(rough))
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= rough) ?? 10
  return Math.max(1, factor * power)
}

/**
 * Where the axis is labelled: at round steps of each stage, and at each stage's end. A round step too close to the end
 * gives way to it.
 */
export function axisTicks({ sft, rl }: ChartSpan, most = 6): number[] {
  const total = sft + rl
  const step = tickStep(total, most)
  const rounds = (steps: number): number[] =>
    Array.from({ length: Math.floor(steps / step) + 1 }, (_, i) => i * step).filter((at) => steps - at >= step * 0.6)
  const ticks = [
    ...(sft > 0 ? [...rounds(sft), sft] : []),
    ...(rl > 0 ? [...rounds(rl), rl].map((at) => sft + at) : []),
  ]
  return [...new Set(ticks)]
}

/** What an axis position is called: the step within its stage; at the divider the end of SFT, where RL starts from 0. */
export function tickLabel({ sft, rl }: ChartSpan, x: number): string {
  if (sft === 0 || rl === 0) return String(x)
  if (x === sft) return `${sft} | 0`
  return String(x < sft ? x : x - sft)
}
