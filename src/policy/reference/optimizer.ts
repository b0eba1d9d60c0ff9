import * as tf from '@tensorflow/tfjs'
import { adamWStep } from '../adamw'
import { NORM_EPSILON } from '../constants'
import type { OptimizerSettings } from '../engine'
import type { Constants } from './constants'

/** Flat parameters and AdamW's moments, `[M, P]` each, and the steps taken. */
export interface OptimizerState {
  parameters: tf.Tensor2D
  firstMoments: tf.Tensor2D
  secondMoments: tf.Tensor2D
  steps: number
}

/** ‖g‖₂ of each member: `[M, P]` to `[M, 1]`. */
export function gradientNorms(gradients: tf.Tensor2D): tf.Tensor2D {
  return tf.sqrt(tf.sum(tf.square(gradients), 1, true))
}

/**
 * One step as torch's `clip_grad_norm_` and `AdamW` do it, member by member: gradients scaled by min(1, max/(norm + 1e-6)), then as
 * `adamWStep` of all engines says.
 *
 * @param rateFactors `[M]`: what each member's learning rate is multiplied by; 1 where left out
 */
export function clippedAdamW(
  state: OptimizerState,
  gradients: tf.Tensor2D,
  norms: tf.Tensor2D,
  settings: OptimizerSettings,
  rateFactors: readonly number[] | undefined,
  constants: Constants,
): OptimizerState {
  const { beta1, beta2, maxGradNorm } = settings
  const steps = state.steps + 1
  const { epsilon, rate, kept } = adamWStep(settings, steps)
  const factors = rateFactors ?? [1]
  return tf.tidy(() => {
    const number = (value: number): tf.Tensor2D => tf.tensor2d([value], [1, 1])
    const column = (values: number[]): tf.Tensor2D => tf.tensor2d(values, [values.length, 1])
    const scale = tf.minimum(
      tf.div(constants.scalar(maxGradNorm), tf.add(norms, constants.scalar(NORM_EPSILON))),
      constants.scalar(1),
    )
    const g = tf.mul(gradients, scale)
    const toward = (moment: tf.Tensor2D, value: tf.Tensor, beta: number): tf.Tensor2D =>
      tf.add(moment, tf.mul(tf.sub(value, moment), constants.scalar(1 - beta)))
    const firstMoments = toward(state.firstMoments, g, beta1)
    const secondMoments = toward(state.secondMoments, tf.square(g), beta2)
    const root = tf.add(tf.sqrt(secondMoments), number(epsilon))
    const step = tf.mul(tf.div(firstMoments, root), column(factors.map(rate)))
    const decayed = tf.mul(state.parameters, column(factors.map(kept)))
    return { parameters: tf.sub<tf.Tensor2D>(decayed, step), firstMoments, secondMoments, steps }
  })
}
