import { power } from '../core/elementary'
import type { OptimizerSettings } from './engine'

/** What a step of AdamW computes with; see `adamWStep`. */
export interface AdamWStep {
  /** ε·√(1 − β₂ᵗ) */
  epsilon: number
  /** What m/(√v + epsilon) is multiplied by, for a member whose learning rate has this factor. */
  rate: (factor: number) => number
  /** What parameters are multiplied by. */
  kept: (factor: number) => number
}

/**
 * torch's AdamW: p ← p·(1 − lr·wd) − lr·m̂/(√v̂ + ε). Written with √v instead of √v̂ it is p ← p·kept − rate·m/(√v + epsilon), so that
 * both bias corrections are numbers of the step, which the host computes in float64 for every engine.
 *
 * @param step counted from 1
 */
export function adamWStep(settings: OptimizerSettings, step: number): AdamWStep {
  const { learningRate, beta1, beta2, epsilon, weightDecay } = settings
  const correction = Math.sqrt(1 - power(beta2, step))
  return {
    epsilon: epsilon * correction,
    rate: (factor) => (learningRate * factor * correction) / (1 - power(beta1, step)),
    kept: (factor) => 1 - learningRate * factor * weightDecay,
  }
}
