import * as tf from '@tensorflow/tfjs'
import type { StepMetrics } from '../engine'
import type { Objective } from '../objective'
import type { Coefficients, Measured, StepData } from './coefficients'
import { pearOf } from './objectives'

const CHANNELS = [
  'loss',
  'nll',
  'entropy',
  'weight',
  'weightSquared',
  'kl',
  'deltaClippedLow',
  'deltaClippedHigh',
  'logGClippedLow',
  'logGClippedHigh',
  'ratioClippedLow',
  'ratioClippedHigh',
  'mismatch',
  'mismatchMax',
] as const
type Channel = (typeof CHANNELS)[number]

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
    const cell = (channel: Channel, column: 0 | 1): number =>
      packed[member * row + 2 * CHANNELS.indexOf(channel) + column] as number
    const only = (applies: boolean, channel: Channel): number => (applies ? cell(channel, 1) : NaN)
    const mean = (channel: 'mismatch' | 'mismatchMax' | Measured): number =>
      only(
        channel.startsWith('delta') || channel.startsWith('logG')
          ? pearOf(objective) !== undefined
          : objective.kind === 'grpo',
        channel,
      )
    const weight = only(objective.kind === 'sft', 'weight')
    return {
      loss: cell('loss', 0),
      gradNorm: packed[member * row + row - 1] as number,
      nll: cell('nll', 1),
      entropy: cell('entropy', 1),
      kl: only(hasReference, 'kl'),
      meanWeight: weight,
      effectiveSampleSize: Math.min(1, weight ** 2 / cell('weightSquared', 1)),
      deltaClippedLow: mean('deltaClippedLow'),
      deltaClippedHigh: mean('deltaClippedHigh'),
      logGClippedLow: mean('logGClippedLow'),
      logGClippedHigh: mean('logGClippedHigh'),
      ratioClippedLow: mean('ratioClippedLow'),
      ratioClippedHigh: mean('ratioClippedHigh'),
      mismatchMax: mean('mismatchMax'),
      mismatchMean: mean('mismatch'),
    }
  })
}
