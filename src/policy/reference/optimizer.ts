import * as tf from '@tensorflow/tfjs'
import { adamWStep } from '../adamw'
import { NORM_EPSILON } from '../constants'
import type { StepSettings } from '../engine'
import type { Part } from '../shell'
import type { Constants } from './constants'

/** Flat parameters and AdamW's moments, `[M, P]` each. */
export type OptimizerState = Record<Part, tf.Tensor2D>

/** ‖g‖₂ of each member: `[M, P]` to `[M, 1]`. */
export function gradientNorms(gradients: tf.Tensor2D): tf.Tensor2D {
  return tf.sqrt(tf.sum(tf.square(gradients), 1, true))
}

/**
 * One step as torch's `clip_grad_norm_` and `AdamW` do it, member by member: gradients scaled by min(1, max/(norm + 1e-6)), then as
 * `adamWStep` of all engines says.
 *
 * @param step counted from 1
 */
export function clippedAdamW(
  state: OptimizerState,
  gradients: tf.Tensor2D,
  norms: tf.Tensor2D,
  { optimizer, rateFactors = [1] }: Pick<StepSettings, 'optimizer' | 'rateFactors'>,
  step: number,
  constants: Constants,
): OptimizerState {
  const { beta1, beta2, maxGradNorm } = optimizer
  const { epsilon, rate, kept } = adamWStep(optimizer, step)
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
    const moved = tf.mul(tf.div(firstMoments, root), column(rateFactors.map(rate)))
    const decayed = tf.mul(state.parameters, column(rateFactors.map(kept)))
    return { parameters: tf.sub<tf.Tensor2D>(decayed, moved), firstMoments, secondMoments }
  })
}
