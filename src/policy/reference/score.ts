import * as tf from '@tensorflow/tfjs'
import type { TokenBatch } from '../engine'
import type { PolicyShape } from '../shape'
import type { Constants } from './constants'
import { sequenceLogits } from './decoder'
import { distribution, divergence, pick } from './distribution'
import { uploadOneHot } from './slots'

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
