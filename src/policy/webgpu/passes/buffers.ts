import type { BufferSet } from '../device/bufferSet'
import { gradientSize } from '../kernels/reduce'
import type { Layout } from '../layout'
import type { PassSizes } from './sizes'

/** What the forward pass of one layer leaves for its backward pass; each `[M, R, N]` with N as the name says. */
export interface LayerBuffers {
  /** D: the residual stream that comes in. */
  x: GPUBuffer
  /** 3A */
  qkv: GPUBuffer
  /** A */
  attended: GPUBuffer
  /** H */
  logSums: GPUBuffer
  /** 1: 1/rms of `x`. */
  attnScale: GPUBuffer
  /** D: the residual stream between attention and feed-forward. */
  middle: GPUBuffer
  /** 1: 1/rms of `middle`. */
  mlpScale: GPUBuffer
  /** 2F */
  gateUp: GPUBuffer
  /** F */
  hidden: GPUBuffer
}

/** Buffers of a forward pass. */
export interface ForwardBuffers {
  layers: readonly LayerBuffers[]
  /** D: the residual stream that the head reads. */
  x: GPUBuffer
  /** 1 */
  scale: GPUBuffer
  /** V: logits, then what `crossEntropy` makes of them. */
  logits: GPUBuffer
  /** 4: log π(target), entropy, KL, 0. */
  tokens: GPUBuffer
}

/** Buffers of a backward pass and of the optimizer. */
export interface BackwardBuffers {
  /** `[M, R]` */
  coefficients: GPUBuffer
  /** D: gradients of the residual stream, by turns. */
  stream: readonly [GPUBuffer, GPUBuffer]
  /** D: gradient of a normalised stream. */
  normal: GPUBuffer
  /** 2F */
  gateUp: GPUBuffer
  /** A */
  attended: GPUBuffer
  /** 3A */
  qkv: GPUBuffer
  /** H */
  alongs: GPUBuffer
  /** `[S, M, Q]` */
  partials: GPUBuffer
  /** `[M, Q]` */
  gradients: GPUBuffer
}

/** Allocates activations `[M, R, N]`. */
type Allocate = (label: string, width: number) => GPUBuffer

function allocator(set: BufferSet, { members, rows }: PassSizes): Allocate {
  return (label, width) => set.add(label, 4 * members * rows * width)
}

/** Buffers for a forward pass; without a backward pass to follow, all layers use the same. */
export function forwardBuffers(set: BufferSet, layout: Layout, sizes: PassSizes, isKept: boolean): ForwardBuffers {
  const { width, heads, hidden, vocabulary, shape } = layout
  const allocate = allocator(set, sizes)
  const layer = (): LayerBuffers => ({
    x: allocate('x', width),
    qkv: allocate('qkv', 3 * heads),
    attended: allocate('attended', heads),
    logSums: allocate('logSums', shape.heads),
    attnScale: allocate('attnScale', 1),
    middle: allocate('middle', width),
    mlpScale: allocate('mlpScale', 1),
    gateUp: allocate('gateUp', 2 * hidden),
    hidden: allocate('hidden', hidden),
  })
  const first = layer()
  const layers = Array.from({ length: shape.layers }, (_, index) => (isKept && index > 0 ? layer() : first))
  return {
    layers,
    x: isKept ? allocate('x', width) : first.x,
    scale: allocate('scale', 1),
    logits: allocate('logits', vocabulary),
    tokens: allocate('tokens', 4),
  }
}

/** Buffers for a backward pass. */
export function backwardBuffers(set: BufferSet, layout: Layout, sizes: PassSizes): BackwardBuffers {
  const { width, heads, hidden, shape } = layout
  const allocate = allocator(set, sizes)
  const gradients = 4 * sizes.members * gradientSize(layout)
  return {
    coefficients: allocate('coefficients', 1),
    stream: [allocate('streamGradient', width), allocate('streamGradient', width)],
    normal: allocate('normalGradient', width),
    gateUp: allocate('gateUpGradient', 2 * hidden),
    attended: allocate('attendedGradient', heads),
    qkv: allocate('qkvGradient', 3 * heads),
    alongs: allocate('alongs', shape.heads),
    partials: set.add('partials', sizes.parts * gradients),
    gradients: set.add('gradients', gradients),
  }
}
