/** How long a stage trains and how its learning rate moves. */
export interface Schedule {
  steps: number
  /** Peak. */
  learningRate: number
  /** Steps of linear rise. */
  warmup: number
  /** Last share of the steps, 0 to 1, of linear fall to 10 % of the peak. */
  decay: number
}

const FLOOR = 0.1

/** The learning rate of a step, counted from 0. */
export function learningRateAt(step: number, { steps, learningRate, warmup, decay }: Schedule): number {
  const rise = Math.min(1, (step + 1) / Math.max(1, warmup))
  const falling = steps * decay
  const fall = falling > 0 ? Math.min(1, (steps - step) / falling) : 1
  return learningRate * rise * (FLOOR + (1 - FLOOR) * fall)
}
