import { nn, numpy as np } from '@jax-js/jax'
import type { PolicyShape } from '../../../src/policy/shape'

type Tensor = np.Array

// jax-js takes trees of arrays, which an interface is not.

/** One layer of the decoder. */
export type Layer = Readonly<{
  attnNorm: Tensor
  wqkv: Tensor
  wo: Tensor
  mlpNorm: Tensor
  wgate: Tensor
  wup: Tensor
  wdown: Tensor
}>

export type Weights = Readonly<{ embedding: Tensor; layers: Layer[]; finalNorm: Tensor }>

/** What a pass needs besides the weights. */
export type Batch = Readonly<{
  /** `[B, T]` int32 */
  inputs: Tensor
  /** `[B, T]` int32 */
  targets: Tensor
  /** `[B, T]`: 1/n at the n positions that predict the response, 0 elsewhere; the loss is their weighted sum. */
  shares: Tensor
  /** RoPE, `[T, dh]`. */
  cos: Tensor
  sin: Tensor
  /** `[T, T]`: 0 where a position sees another, a large negative number elsewhere. */
  mask: Tensor
}>

/*
 * jax-js counts references: passing an array consumes it, `.ref` keeps it for another use. Every function here consumes its
 * arguments.
 */

const EPSILON = 1e-6

/** RMSNorm with gain over the last axis. */
function normalise(x: Tensor, gain: Tensor): Tensor {
  const squares = np.mean(np.square(x.ref), -1, { keepdims: true })
  return x.div(np.sqrt(squares.add(EPSILON))).mul(gain)
}

/** RoPE, rotate-half: x·cos + (−x₂, x₁)·sin; the last axes are T and dh. */
function rotate(x: Tensor, cos: Tensor, sin: Tensor): Tensor {
  const [first, second] = np.split(x.ref, 2, -1) as [Tensor, Tensor]
  return x.mul(cos).add(np.concatenate([second.neg(), first], -1).mul(sin))
}

function attention(
  x: Tensor,
  wqkv: Tensor,
  wo: Tensor,
  batch: Pick<Batch, 'cos' | 'sin' | 'mask'>,
  heads: number,
): Tensor {
  const [rows, length, width] = x.shape as [number, number, number]
  const head = width / heads
  const split = np.matmul(x, wqkv).reshape([rows, length, 3, heads, head]).transpose([2, 0, 3, 1, 4])
  const part = (index: number): Tensor => split.ref.slice(index)
  const q = rotate(part(0), batch.cos.ref, batch.sin.ref)
  const k = rotate(part(1), batch.cos, batch.sin)
  const v = part(2)
  split.dispose()
  const scores = np.matmul(q, k.transpose([0, 1, 3, 2])).mul(1 / Math.sqrt(head))
  const mixed = np.matmul(nn.softmax(scores.add(batch.mask), -1), v)
  return np.matmul(mixed.transpose([0, 2, 1, 3]).reshape([rows, length, width]), wo)
}

function feedForward(x: Tensor, { wgate, wup, wdown }: Pick<Layer, 'wgate' | 'wup' | 'wdown'>): Tensor {
  const hidden = nn.silu(np.matmul(x.ref, wgate)).mul(np.matmul(x, wup))
  return np.matmul(hidden, wdown)
}

/** Mean negative log-likelihood of the response's tokens (METHOD.md, "The policy"); differentiable in the weights. */
export function negativeLogLikelihood(weights: Weights, batch: Batch, shape: PolicyShape): Tensor {
  const { inputs, targets, shares, cos, sin, mask } = batch
  const { embedding, layers, finalNorm } = weights
  let x = np.matmul(nn.oneHot(inputs, shape.vocabulary), embedding.ref)
  for (const layer of layers) {
    const around = { cos: cos.ref, sin: sin.ref, mask: mask.ref }
    x = x.ref.add(attention(normalise(x, layer.attnNorm), layer.wqkv, layer.wo, around, shape.heads))
    x = x.ref.add(feedForward(normalise(x, layer.mlpNorm), layer))
  }
  for (const unused of [cos, sin, mask]) unused.dispose()
  const logits = np.matmul(normalise(x, finalNorm), embedding.transpose())
  const chosen = nn.logSoftmax(logits, -1).mul(nn.oneHot(targets, shape.vocabulary)).sum(-1)
  return chosen.mul(shares).sum().neg()
}
