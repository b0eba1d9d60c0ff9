import * as tf from '@tensorflow/tfjs'
import { parameterSpans, type PolicyShape } from '../shape'
import type { Constants } from './tensors'

/** The named weights of M members, each `[M, …]`, with RMSNorm's gains already multiplied into what follows them. */
export interface Weights {
  /** `[M, V, D]` */
  embedding: tf.Tensor3D
  /** `[M, V, D]`: the tied output, times the final gain. */
  head: tf.Tensor3D
  layers: LayerWeights[]
}

export interface LayerWeights {
  /** `[M, D, 3D]` */
  wqkv: tf.Tensor3D
  /** `[M, D, D]` */
  wo: tf.Tensor3D
  /** `[M, D, F]` */
  wgate: tf.Tensor3D
  /** `[M, D, F]` */
  wup: tf.Tensor3D
  /** `[M, F, D]` */
  wdown: tf.Tensor3D
}

/**
 * Splits flat parameters `[M, P]` (order of `parameterSpans`) into weights; differentiable, its gradient is one
 * concatenation. A gain g before a product with W acts as diag(g)·W, which is smaller than the activations.
 */
export function unpackWeights(flat: tf.Tensor2D, shape: PolicyShape, constants: Constants): Weights {
  const spans = parameterSpans(shape)
  const members = flat.shape[0]
  const parts = tf.split(
    flat,
    spans.map(({ size }) => size),
    1,
  )
  const named = new Map(spans.map((span, i) => [span.name, { part: parts[i] as tf.Tensor, shape: span.shape }]))
  const weight = (name: string): tf.Tensor3D => {
    const { part, shape: sizes } = named.get(name) as { part: tf.Tensor; shape: number[] }
    return part.reshape([members, ...(sizes as [number, number])])
  }
  // normalise() returns vectors of length 1 where RMSNorm's have length √D.
  const gain = (name: string, layout: 'column' | 'row'): tf.Tensor3D =>
    tf
      .mul((named.get(name) as { part: tf.Tensor }).part, constants.scalar(Math.sqrt(shape.dModel)))
      .reshape(layout === 'column' ? [members, shape.dModel, 1] : [members, 1, shape.dModel])
  const embedding = weight('embedding')
  const layers = Array.from({ length: shape.layers }, (_, layer): LayerWeights => {
    const name = (tensor: string): string => `layer${layer}.${tensor}`
    const attentionGain = gain(name('attnNorm'), 'column')
    const mlpGain = gain(name('mlpNorm'), 'column')
    return {
      wqkv: tf.mul(weight(name('wqkv')), attentionGain),
      wo: weight(name('wo')),
      wgate: tf.mul(weight(name('wgate')), mlpGain),
      wup: tf.mul(weight(name('wup')), mlpGain),
      wdown: weight(name('wdown')),
    }
  })
  return { embedding, head: tf.mul(embedding, gain('finalNorm', 'row')), layers }
}
