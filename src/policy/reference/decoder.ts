import * as tf from '@tensorflow/tfjs'
import type { PolicyShape } from '../shape'
import type { Constants } from './constants'
import { attend, feedForward, type Heads, normalise, projectHeads } from './layers'
import { unpackWeights, type Weights } from './parameters'

export interface DecoderOutput {
  /** The residual stream before the last norm, `[M, B·T, D]`; `readout` makes logits of it. */
  hidden: tf.Tensor3D
  /** Keys and values of every layer, `[M·B, H, T, dh]`, for a cache. */
  heads: Heads[]
}

/**
 * The decoder of METHOD.md, "The policy", on whole sequences of T positions from 0 on.
 *
 * @param tokens one-hot inputs `[M or 1, B·T, V]`: the embedding is a product, because the gradient of a gather adds
 *   with float atomics
 */
export function decode(
  weights: Weights,
  tokens: tf.Tensor3D,
  length: number,
  shape: PolicyShape,
  constants: Constants,
): DecoderOutput {
  const rope = constants.ropeByHead(shape, length)
  const mask = constants.causalMask(length)
  const heads: Heads[] = []
  let x: tf.Tensor3D = tf.matMul(tokens, weights.embedding)
  for (const layer of weights.layers) {
    const { q, k, v } = projectHeads(x, layer, length, shape.heads, rope, constants)
    heads.push({ q, k, v })
    const joined = tf.transpose(attend(q, k, v, mask), [0, 2, 1, 3]).reshape(x.shape)
    x = tf.add(x, tf.matMul(joined as tf.Tensor3D, layer.wo))
    x = feedForward(x, layer, constants)
  }
  return { hidden: x, heads }
}

/** Logits of whole sequences from flat parameters `[M, P]`: `[M, B·T, V]`. */
export function sequenceLogits(
  flat: tf.Tensor2D,
  tokens: tf.Tensor3D,
  length: number,
  shape: PolicyShape,
  constants: Constants,
): tf.Tensor3D {
  const weights = unpackWeights(flat, shape, constants)
  return readout(decode(weights, tokens, length, shape, constants).hidden, weights, constants)
}

/** RMSNorm(x)·Eᵀ: `[M, N, D]` to logits `[M, N, V]`. */
export function readout(x: tf.Tensor3D, weights: Weights, constants: Constants): tf.Tensor3D {
  return tf.matMul(normalise(x, constants), weights.head, false, true)
}
