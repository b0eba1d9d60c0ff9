import * as tf from '@tensorflow/tfjs'
import { threefry2x32, unitInterval } from '../../core/threefry'
import { inverseTemperatures } from '../batch'
import { BELOW_ONE, COLDEST } from '../constants'
import type { PromptBatch } from '../engine'
import { distribution, pick } from './distribution'
import type { Constants } from './tensors'

/** A sampled token of every row: `[M, R, 1]` each, and its one-hot `[M, R, V]`. */
export interface Sample {
  token: tf.Tensor3D
  logProb: tf.Tensor3D
  entropy: tf.Tensor3D
  oneHot: tf.Tensor3D
}

/**
 * Thresholds `[S, R, L]` that pick token t of each row: 1 − u for u of counter (t, 0) under the row's key, and the first
 * likely token (u = 0) for greedy rows. Made on the host, where the generator has 32-bit integers.
 */
export function thresholds({ keys, temperatures }: PromptBatch, maxResponse: number): Float32Array {
  const result = new Float32Array(temperatures.length * maxResponse)
  temperatures.forEach((temperature, row) => {
    for (let t = 0; t < maxResponse; t++) {
      const [word] = threefry2x32(keys[2 * row] as number, keys[2 * row + 1] as number, t, 0)
      const u = temperature === 0 ? 0 : unitInterval(word)
      result[row * maxResponse + t] = (1 - u) * BELOW_ONE
    }
  })
  return result
}

/** 1/temperature of each row, `[S, R]`; for greedy rows one that leaves a single token. */
export function multipliers(prompts: PromptBatch): Float32Array {
  return inverseTemperatures(prompts).map((inverse) => (inverse === 0 ? COLDEST : inverse))
}

/**
 * Draws a token of softmax(logits/temperature) by inversion: the first whose following tokens have less probability
 * together than the threshold. What follows the last likely token is exactly 0, so no token after it can be taken.
 *
 * @param logits `[M, R, V]`
 * @param inverse 1/temperature, `[M or 1, R, 1]`
 * @param threshold `[M or 1, R, 1]`
 */
export function sample(
  logits: tf.Tensor3D,
  inverse: tf.Tensor3D,
  threshold: tf.Tensor3D,
  constants: Constants,
): Sample {
  const vocabulary = logits.shape[2]
  const probs = tf.softmax(tf.mul(logits, inverse))
  const [members, rows] = logits.shape
  const following = tf
    .matMul(probs.reshape([1, members * rows, vocabulary]), constants.after(vocabulary))
    .reshape(logits.shape)
  const token: tf.Tensor3D = tf.sum(tf.greaterEqual(following, threshold).toFloat(), -1, true)
  const oneHot = tf.equal(constants.iota(vocabulary), token).toFloat() as tf.Tensor3D
  const { logProbs, entropy } = distribution(logits)
  return { token, oneHot, entropy, logProb: pick(logProbs, oneHot) }
}
