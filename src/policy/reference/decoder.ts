import * as tf from '@tensorflow/tfjs'
import { RMS_EPSILON } from '../constants'
import type { PolicyShape } from '../shape'
import { type LayerWeights, unpackWeights, type Weights } from './parameters'
import type { Constants, Rope } from './tensors'

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

/**
 * x / √(Σx² + Dε) over the last axis: RMSNorm without its gain and a factor √D, which the weights bring (see
 * `unpackWeights`). The gradient is written out, because with n = x·r and
 * r = 1/√(Σx² + Dε) it is r·(dn − n·Σ(dn·n)): a third of the operations that autodiff would chain.
 */
export function normalise(x: tf.Tensor3D, constants: Constants): tf.Tensor3D {
  const width = x.shape[2]
  const unit = tf.customGrad((input, save) => {
    const value = input as tf.Tensor3D
    const squares = tf.sum(tf.square(value), -1, true)
    const scale = tf.rsqrt(tf.add(squares, constants.scalar(width * RMS_EPSILON)))
    const normal = tf.mul(value, scale)
    ;(save as tf.GradSaveFunc)([normal, scale])
    return {
      value: normal,
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const [n, r] = saved as [tf.Tensor, tf.Tensor]
        const overlap = tf.sum(tf.mul(dy, n), -1, true)
        return tf.mul(tf.sub(dy, tf.mul(n, overlap)), r)
      },
    }
  })
  return unit(x) as tf.Tensor3D
}

/** x·cos + rotate(x)·sin, for q, k and v at once; the last axis is dh. */
export function applyRope(x: tf.Tensor4D, { cos, sin, rotate }: Rope): tf.Tensor4D {
  const [a, b, c, width] = x.shape
  const turned = tf.matMul(x.reshape([1, a * b * c, width]), rotate).reshape(x.shape)
  return tf.add(tf.mul(x, cos), tf.mul(turned, sin))
}

/** (silu(n·W_gate) ⊙ (n·W_up))·W_down for n = RMSNorm(x), added to x; `[M, N, D]`. */
export function feedForward(x: tf.Tensor3D, weights: LayerWeights, constants: Constants): tf.Tensor3D {
  const normal = normalise(x, constants)
  const gate = tf.matMul(normal, weights.wgate)
  const up = tf.matMul(normal, weights.wup)
  const hidden = tf.mul(tf.mul(gate, tf.sigmoid(gate)), up)
  return tf.add(x, tf.matMul(hidden, weights.wdown))
}

/** One attention layer's q, k, v: `[N, H, T, dh]`, q scaled by 1/√dh, q and k turned by RoPE. */
export interface Heads {
  q: tf.Tensor4D
  k: tf.Tensor4D
  v: tf.Tensor4D
}

/** n·W_qkv cut into heads, for rows of `length` positions: `[M, B·T, D]` gives heads of N = M·B rows. */
function projectHeads(
  x: tf.Tensor3D,
  weights: LayerWeights,
  length: number,
  heads: number,
  rope: Rope,
  constants: Constants,
): Heads {
  const [members, positions, width] = x.shape
  const rows = (members * positions) / length
  const flat = tf.matMul(normalise(x, constants), weights.wqkv)
  const byHead = tf.transpose(flat.reshape<tf.Tensor4D>([rows, length, 3 * heads, width / heads]), [0, 2, 1, 3])
  const [q, k, v] = tf.split(applyRope(byHead, rope), 3, 1) as [tf.Tensor4D, tf.Tensor4D, tf.Tensor4D]
  return { q, k, v }
}

/** softmax(q·kᵀ + mask)·v: `[N, H, Tq, dh]`. */
export function attend(q: tf.Tensor4D, k: tf.Tensor4D, v: tf.Tensor4D, mask: tf.Tensor): tf.Tensor4D {
  const weights = tf.softmax(tf.add(tf.matMul(q, k, false, true), mask))
  return tf.matMul(weights, v)
}
