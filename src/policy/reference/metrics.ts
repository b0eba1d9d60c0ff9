import * as tf from '@tensorflow/tfjs'
import type { StepMetrics } from '../engine'
import { type Channel, CHANNELS, stepMetrics } from '../metrics'
import type { Objective } from '../objective'
import type { Coefficients, StepData } from './coefficients'

/**
 * All sums of a step in one product: K channels `[M, K, B·T]` times two columns, the loss's reduction and the mean over
 * response tokens, give `[M, K, 2]`. Channels that no member has are zeros.
 */
export function packMetrics(
  { loss, weight, measured }: Coefficients,
  logProbs: tf.Tensor3D,
  entropy: tf.Tensor3D,
  kl: tf.Tensor3D | undefined,
  { scale, share, mask }: StepData,
): tf.Tensor3D {
  const [members, rows, length] = logProbs.shape
  const layout: [number, number, number] = [members, 1, rows * length]
  const present: Partial<Record<Channel, tf.Tensor>> = {
    loss,
    nll: tf.neg(logProbs),
    entropy,
    weight,
    weightSquared: tf.square(weight),
    ...(kl && { kl }),
    ...measured,
  }
  if (measured.mismatch) {
    // A maximum is no mean: it takes part as a constant, whose mean over response tokens it is.
    const largest = tf.max(tf.mul(measured.mismatch, mask), [1, 2], true)
    present.mismatchMax = tf.add(tf.zerosLike(logProbs), largest)
  }
  const zero = tf.zeros(layout)
  const channels = tf.concat(
    CHANNELS.map((name) => present[name]?.reshape(layout) ?? zero),
    1,
  )
  const columns = tf.stack([scale.reshape([members, -1]), share.reshape([members, -1])], 1)
  return tf.matMul(channels, columns, false, true)
}

/**
 * Metrics of each member from rows of what `packMetrics` gave and the gradient's norm, `[M, 2K + 1]`, with NaN for what its objective
 * does not have.
 */
export function readMetrics(
  packed: Float32Array,
  objectives: readonly Objective[],
  hasReference: boolean,
): StepMetrics[] {
  const row = 2 * CHANNELS.length + 1
  return objectives.map((objective, member) => {
    const cell = (channel: Channel): number =>
      packed[member * row + 2 * CHANNELS.indexOf(channel) + (channel === 'loss' ? 0 : 1)] as number
    return stepMetrics(objective, hasReference, packed[(member + 1) * row - 1] as number, cell)
  })
}
