import * as tf from '@tensorflow/tfjs'
import { SMALLEST_PROBABILITY } from '../constants'
import type { TokenBatch } from '../engine'
import type { PolicyShape } from '../shape'
import { sequenceLogits } from './decoder'
import { uploadOneHot } from './slots'
import type { Constants } from './tensors'

/** The next-token distributions of logits `[M, N, V]`. */
export interface Distribution {
  /** `[M, N, V]` */
  logProbs: tf.Tensor3D
  /** `[M, N, V]` */
  probs: tf.Tensor3D
  /** Exact entropy in nats, `[M, N, 1]`. */
  entropy: tf.Tensor3D
}

/** log softmax, softmax and entropy over the last axis. */
export function distribution(logits: tf.Tensor3D): Distribution {
  const shifted = tf.sub(logits, tf.max(logits, -1, true))
  const logProbs = tf.sub<tf.Tensor3D>(shifted, tf.log(tf.sum(tf.exp(shifted), -1, true)))
  const probs = tf.exp(logProbs)
  return { logProbs, probs, entropy: tf.neg(tf.sum(tf.mul(probs, logProbs), -1, true)) }
}

/** log π of the one-hot targets `[M or 1, N, V]`: `[M, N, 1]`. */
export function pick(logProbs: tf.Tensor3D, targets: tf.Tensor3D): tf.Tensor3D {
  return tf.sum(tf.mul(logProbs, targets), -1, true)
}

/** KL(π_β‖π) at each position of given distributions π_β, `[M or 1, N, V]`: `[M, N, 1]`. */
export function divergenceFrom(given: tf.Tensor3D, { logProbs }: Distribution): tf.Tensor3D {
  const logGiven = tf.log(tf.maximum(given, SMALLEST_PROBABILITY))
  return tf.sum(tf.mul(given, tf.sub(logGiven, logProbs)), -1, true)
}

/** Exact KL(π‖π_ref) at each position: `[M, N, 1]`. */
export function divergence(policy: Distribution, reference: Distribution): tf.Tensor3D {
  return tf.sum(tf.mul(policy.probs, tf.sub(policy.logProbs, reference.logProbs)), -1, true)
}

/**
 * log π(y), entropy and, given frozen parameters of a reference, KL(π‖π_ref) of every position, packed for one readback.
 *
 * @returns `[2 or 3, M, B·T, 1]`
 */
export function scoreBatch(
  flat: tf.Tensor2D,
  shape: PolicyShape,
  batch: TokenBatch,
  constants: Constants,
  reference?: tf.Tensor2D,
): tf.Tensor {
  return tf.tidy(() => {
    const inputs = uploadOneHot(batch.inputs, batch, shape.vocabulary)
    const targets = uploadOneHot(batch.targets, batch, shape.vocabulary)
    const forward = (parameters: tf.Tensor2D) =>
      distribution(sequenceLogits(parameters, inputs, batch.length, shape, constants))
    const policy = forward(flat)
    const parts = [pick(policy.logProbs, targets), policy.entropy]
    if (reference) parts.push(divergence(policy, forward(reference)))
    return tf.stack(parts)
  })
}
