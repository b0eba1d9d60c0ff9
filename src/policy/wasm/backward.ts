import type { Decoder, HeadTrace, LayerTrace, Trace } from './decoder'
import type { Pointer } from './kernels'
import type { LayerWeights, Weights } from './weights'

/**
 * The gradient of a loss whose gradient at the logits stands where the head's log-probabilities stood. `gradient` is written whole; the
 * traces are used up.
 */
export function backward(decoder: Decoder, weights: Weights, trace: Trace, head: HeadTrace, gradient: Weights): void {
  const { kernels, space, shape } = decoder
  const { dModel: D, vocabulary: V } = shape
  const dx = space.room('d x', trace.count * D)
  const dnormal = space.room('d normal', Math.max(trace.count, head.count) * D)
  const dhead = space.room('d head', head.count * D)
  // logits = n·Eᵀ
  kernels.product(head.logProbs, V, 1, weights.embedding, dnormal, head.count, V, D, false)
  kernels.product(head.logProbs, 1, V, head.normal, gradient.embedding, V, head.count, D, false)
  kernels.clear(dhead, head.count * D)
  kernels.clear(gradient.finalNorm, D)
  kernels.normaliseBackward(dnormal, head.x, weights.finalNorm, head.inverse, head.count, D, dhead, gradient.finalNorm)
  kernels.clear(dx, trace.count * D)
  kernels.scatter(dhead, head.heads, head.count, D, dx)
  for (let layer = shape.layers - 1; layer >= 0; layer--) {
    const own = trace.layers[layer] as LayerTrace
    const [from, to] = [weights.layers[layer] as LayerWeights, gradient.layers[layer] as LayerWeights]
    feedForwardBackward(decoder, from, own, trace.count, dx, dnormal, to)
    attentionBackward(decoder, from, own, trace, dx, dnormal, to)
  }
  kernels.addRows(dx, trace.ids, trace.count, D, gradient.embedding)
}

/** Through out = x + (silu(n·W_gate) ⊙ (n·W_up))·W_down; `dx` of the outcome becomes that of x. */
function feedForwardBackward(
  decoder: Decoder,
  weights: LayerWeights,
  trace: LayerTrace,
  count: number,
  dx: Pointer,
  dnormal: Pointer,
  gradient: LayerWeights,
): void {
  const { kernels, space, shape } = decoder
  const { dModel: D, dFF: F } = shape
  const dhidden = space.room('d hidden', count * F)
  const turned = space.room('turned weights', D * Math.max(F, 3 * D))
  kernels.transpose(weights.wdown, F, D, turned)
  kernels.product(dx, D, 1, turned, dhidden, count, D, F, false)
  kernels.product(trace.hidden, 1, F, dx, gradient.wdown, F, count, D, false)
  kernels.swigluBackward(dhidden, trace.gate, trace.up, count * F)
  kernels.product(trace.middleNormal, 1, D, trace.gate, gradient.wgate, D, count, F, false)
  kernels.product(trace.middleNormal, 1, D, trace.up, gradient.wup, D, count, F, false)
  kernels.transpose(weights.wgate, D, F, turned)
  kernels.product(trace.gate, F, 1, turned, dnormal, count, F, D, false)
  kernels.transpose(weights.wup, D, F, turned)
  kernels.product(trace.up, F, 1, turned, dnormal, count, F, D, true)
  kernels.clear(gradient.mlpNorm, D)
  kernels.normaliseBackward(dnormal, trace.middle, weights.mlpNorm, trace.middleInverse, count, D, dx, gradient.mlpNorm)
}

/** Through middle = x + attention(n)·W_o; `dx` of the outcome becomes that of x. */
function attentionBackward(
  decoder: Decoder,
  weights: LayerWeights,
  trace: LayerTrace,
  { count, sequences, longest, lengths, positions }: Trace,
  dx: Pointer,
  dnormal: Pointer,
  gradient: LayerWeights,
): void {
  const { kernels, space, shape } = decoder
  const { dModel: D, heads } = shape
  const djoined = space.room('d joined', count * D)
  const dqkv = space.room('d qkv', count * 3 * D)
  const work = space.room('attention work', longest)
  const turned = space.room('turned weights', D * 3 * D)
  kernels.transpose(weights.wo, D, D, turned)
  kernels.product(dx, D, 1, turned, djoined, count, D, D, false)
  kernels.product(trace.joined, 1, D, dx, gradient.wo, D, count, D, false)
  kernels.attendBackward(trace.qkv, lengths, sequences, D, heads, trace.probabilities, djoined, dqkv, work)
  decoder.turn(dqkv, positions, count, -1)
  kernels.product(trace.normal, 1, D, dqkv, gradient.wqkv, D, count, 3 * D, false)
  kernels.transpose(weights.wqkv, D, 3 * D, turned)
  kernels.product(dqkv, 3 * D, 1, turned, dnormal, count, 3 * D, D, false)
  kernels.clear(gradient.attnNorm, D)
  kernels.normaliseBackward(dnormal, trace.x, weights.attnNorm, trace.inverse, count, D, dx, gradient.attnNorm)
}
