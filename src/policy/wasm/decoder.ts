import type { PolicyShape } from '../shape'
import type { Kernels, Pointer } from './kernels'
import type { PackedRows } from './packing'
import type { Space } from './space'
import { type LayerWeights, RopeTable, type Weights } from './weights'

/*
 * The forward pass of one member over N packed rows, and what of it the backward pass needs.
 */

/** What one layer computed, kept for the backward pass. N rows. */
export interface LayerTrace {
  /** The residual stream before attention and before the feed-forward block, `[N, D]`. */
  x: Pointer
  middle: Pointer
  /** RMSNorm of both, `[N, D]`, and 1/rms, `[N]`. */
  normal: Pointer
  inverse: Pointer
  middleNormal: Pointer
  middleInverse: Pointer
  /** `[N, 3D]`, q and k turned. */
  qkv: Pointer
  /** Attention's probabilities, and what it gave, `[N, D]`. */
  probabilities: Pointer
  joined: Pointer
  /** `[N, F]` each: both sides of SwiGLU, and its outcome. */
  gate: Pointer
  up: Pointer
  hidden: Pointer
}

/** A forward pass over packed rows, as far as a backward pass needs it. */
export interface Trace {
  count: number
  sequences: number
  longest: number
  ids: Pointer
  positions: Pointer
  lengths: Pointer
  layers: LayerTrace[]
  /** The residual stream in the end, `[N, D]`. */
  out: Pointer
}

/** What the head computed at R positions. */
export interface HeadTrace {
  count: number
  /** Which of the N rows they are, `[R]`. */
  heads: Pointer
  targets: Pointer
  /** The residual stream there, `[R, D]`, its RMSNorm and 1/rms. */
  x: Pointer
  normal: Pointer
  inverse: Pointer
  /** log π, `[R, V]`. */
  logProbs: Pointer
  /** log π(target) and entropy, `[R, 2]`. */
  tokens: Pointer
}

/** The decoder of METHOD.md, "The policy", on one member's parameters. */
export class Decoder {
  private readonly rope: RopeTable

  constructor(
    readonly kernels: Kernels,
    readonly space: Space,
    readonly shape: PolicyShape,
  ) {
    this.rope = new RopeTable(space, shape)
  }

  /** Whole sequences from position 0 on. */
  forward(weights: Weights, rows: PackedRows): Trace {
    const { space, shape, kernels } = this
    const count = rows.ids.length
    const longest = rows.lengths.reduce((most, length) => Math.max(most, length), 0)
    const scores = rows.lengths.reduce((sum, length) => sum + shape.heads * length * (4 * Math.ceil(length / 4)), 0)
    const ids = space.put('ids', rows.ids)
    const positions = space.put('positions', rows.positions)
    const lengths = space.put('lengths', rows.lengths)
    this.rope.reach(longest)
    const layers = weights.layers.map((_, layer) => this.traceOf(layer, count, scores))
    const out = space.room('out', count * shape.dModel)
    kernels.gather(weights.embedding, ids, count, shape.dModel, layers[0]?.x ?? out)
    weights.layers.forEach((own, layer) => {
      const trace = layers[layer] as LayerTrace
      this.project(own, trace, positions, count)
      kernels.attend(
        trace.qkv,
        lengths,
        rows.lengths.length,
        shape.dModel,
        shape.heads,
        trace.probabilities,
        trace.joined,
      )
      this.finish(own, trace, layers[layer + 1]?.x ?? out, count)
    })
    return { count, sequences: rows.lengths.length, longest, ids, positions, lengths, layers, out }
  }

  /** RMSNorm and q | k | v, turned by position. */
  project(weights: LayerWeights, trace: LayerTrace, positions: Pointer, count: number): void {
    const { kernels } = this
    const { dModel: D } = this.shape
    kernels.normalise(trace.x, weights.attnNorm, count, D, trace.normal, trace.inverse)
    kernels.product(trace.normal, D, 1, weights.wqkv, trace.qkv, count, D, 3 * D, false)
    this.turn(trace.qkv, positions, count, 1)
  }

  /** Turns q and k by position, or back. */
  turn(qkv: Pointer, positions: Pointer, count: number, direction: 1 | -1): void {
    const { dModel, heads } = this.shape
    this.kernels.rope(qkv, positions, count, dModel, heads, this.rope.cosines, this.rope.sines, direction)
  }

  /** What follows attention in a layer: its output projection, and the feed-forward block; the residual stream goes to `out`. */
  finish(weights: LayerWeights, trace: LayerTrace, out: Pointer, count: number): void {
    const { kernels } = this
    const { dModel: D, dFF: F } = this.shape
    kernels.copy(trace.x, trace.middle, count * D)
    kernels.product(trace.joined, D, 1, weights.wo, trace.middle, count, D, D, true)
    kernels.normalise(trace.middle, weights.mlpNorm, count, D, trace.middleNormal, trace.middleInverse)
    kernels.product(trace.middleNormal, D, 1, weights.wgate, trace.gate, count, D, F, false)
    kernels.product(trace.middleNormal, D, 1, weights.wup, trace.up, count, D, F, false)
    kernels.swiglu(trace.gate, trace.up, count * F, trace.hidden)
    kernels.copy(trace.middle, out, count * D)
    kernels.product(trace.hidden, F, 1, weights.wdown, out, count, F, D, true)
  }

  /** Logits `[R, V]` of R rows of the residual stream: RMSNorm(x)·Eᵀ. */
  readout(weights: Weights, x: Pointer, count: number): Pick<HeadTrace, 'normal' | 'inverse'> & { logits: Pointer } {
    const { kernels, space } = this
    const { dModel: D, vocabulary: V } = this.shape
    const normal = space.room('head normal', count * D)
    const inverse = space.room('head inverse', count)
    const logits = space.room('logits', count * V)
    const turned = space.room('turned embedding', D * V)
    kernels.normalise(x, weights.finalNorm, count, D, normal, inverse)
    kernels.transpose(weights.embedding, V, D, turned)
    kernels.product(normal, D, 1, turned, logits, count, D, V, false)
    return { normal, inverse, logits }
  }

  /** Log-probabilities and entropies where tokens are predicted. */
  head(weights: Weights, { out }: Pick<Trace, 'out'>, rows: PackedRows): HeadTrace {
    const { kernels, space, shape } = this
    const count = rows.heads.length
    const heads = space.put('heads', rows.heads)
    const targets = space.put('targets', rows.targets)
    const x = space.room('head x', count * shape.dModel)
    const tokens = space.room('tokens', 2 * count)
    kernels.gather(out, heads, count, shape.dModel, x)
    const { normal, inverse, logits } = this.readout(weights, x, count)
    kernels.logProbabilities(logits, targets, count, shape.vocabulary, tokens)
    return { count, heads, targets, x, normal, inverse, logProbs: logits, tokens }
  }

  /** Makes positions up to `length` known to `turn`. */
  reach(length: number): void {
    this.rope.reach(length)
  }

  /** Room for what a layer computes of so many rows, and for so many numbers of attention. */
  traceOf(layer: number, count: number, scores: number): LayerTrace {
    const { dModel: D, dFF: F } = this.shape
    const room = (name: string, size: number): Pointer => this.space.room(`layer ${layer} ${name}`, size)
    return {
      x: room('x', count * D),
      middle: room('middle', count * D),
      normal: room('normal', count * D),
      inverse: room('inverse', count),
      middleNormal: room('middle normal', count * D),
      middleInverse: room('middle inverse', count),
      qkv: room('qkv', count * 3 * D),
      probabilities: room('probabilities', scores),
      joined: room('joined', count * D),
      gate: room('gate', count * F),
      up: room('up', count * F),
      hidden: room('hidden', count * F),
    }
  }
}
