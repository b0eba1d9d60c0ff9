/*
 * Every lasting buffer of the fused engine, with its bytes. What allocates on a device and what only counts bytes (see `memory`) go
 * through the same functions with another `Allocate`, so that an estimate cannot differ from what is taken.
 */
import { METRICS_KEPT } from '../engine'
import type { Part } from '../shell'
import { type Layout, ropeBytes } from './layout'
import type { PassSizes } from './passes/sizes'
import { uploadLayout } from './upload/layout'
import { METRICS_BYTES, NORM_PARTS } from './wgsl/structs'

/** Makes a buffer of at least so many bytes: one of the device, or a number for who counts. */
export type Allocate<B> = (label: string, bytes: number, use?: 'uniform') => B

/** Bytes of a buffer that has room for so many: a multiple of 16, and at least that. */
export const bufferBytes = (bytes: number): number => Math.max(16, Math.ceil(bytes / 16) * 16)

/** Bytes of one of the vectors of a member. */
export const vectorBytes = ({ size }: Layout): number => 4 * size

/** Parameters and AdamW's moments of members that share their buffers, `[members, P]` each. */
export function vectorBuffers<B>(allocate: Allocate<B>, layout: Layout, members: number): Record<Part, B> {
  const vectors = (part: Part): B => allocate(part, members * vectorBytes(layout))
  return {
    parameters: vectors('parameters'),
    firstMoments: vectors('firstMoments'),
    secondMoments: vectors('secondMoments'),
  }
}

/** The metrics of the last steps of a population that takes steps, `[steps, M, 16]`. */
export function ringBuffer<B>(allocate: Allocate<B>, members: number): B {
  return allocate('metrics ring', METRICS_KEPT * members * METRICS_BYTES)
}

/** What decides the buffers of a pass. */
export interface PassSpec {
  layout: Layout
  sizes: PassSizes
  hasReference: boolean
  /** Whether batches bring the behaviour policy's distributions. */
  hasDistributions: boolean
}

/** Buffers of every pass. */
export interface PassBuffers<B = GPUBuffer> {
  uploaded: B
  rope: B
  forward: ForwardBuffers<B>
  /** V: log π_ref of every token, where there is a reference. */
  referenceLogProbs: B | undefined
}

/** What the forward pass of one layer leaves for its backward pass; each `[M, R, N]` with N as the name says. */
export interface LayerBuffers<B = GPUBuffer> {
  /** D: the residual stream that comes in. */
  x: B
  /** 3A */
  qkv: B
  /** A */
  attended: B
  /** H */
  logSums: B
  /** 1: 1/rms of `x`. */
  attnScale: B
  /** D: the residual stream between attention and feed-forward. */
  middle: B
  /** 1: 1/rms of `middle`. */
  mlpScale: B
  /** 2F */
  gateUp: B
  /** F */
  hidden: B
}

/** Buffers of a forward pass. */
export interface ForwardBuffers<B = GPUBuffer> {
  layers: readonly LayerBuffers<B>[]
  /** D: the residual stream that the head reads. */
  x: B
  /** 1 */
  scale: B
  /** V: logits, then what `crossEntropy` makes of them. */
  logits: B
  /** 4: log π(target), entropy, KL, 0. */
  tokens: B
}

/** Buffers of a pass that trains. */
export interface TrainBuffers<B = GPUBuffer> extends PassBuffers<B> {
  /** 4: what the reference says of the targets. */
  referenceTokens: B | undefined
  backward: BackwardBuffers<B>
  /** π_β, `[S, R, V]`, where batches bring it. */
  behaviour: B | undefined
  /** `[M, B, 16]` */
  sums: B
  /** `[M, 512]` */
  normParts: B
  /** `[M]`: clipping. */
  scales: B
  /** `[M, 16]` */
  metrics: B
}

/** Buffers of a backward pass. */
export interface BackwardBuffers<B = GPUBuffer> {
  /** `[M, R]` */
  coefficients: B
  /** D: gradients of the residual stream, by turns. */
  stream: readonly [B, B]
  /** D: gradient of a normalised stream. */
  normal: B
  /** 2F */
  gateUp: B
  /** A */
  attended: B
  /** 3A */
  qkv: B
  /** H: dout·out of each query. */
  meanSlopes: B
  /** `[S, M, Q]` */
  partials: B
  /** `[M, Q]` */
  gradients: B
}

/** Buffers of a pass that only scores: all layers share theirs. */
export function scoreBuffers<B>(allocate: Allocate<B>, spec: PassSpec): PassBuffers<B> {
  return passBuffers(allocate, spec, false)
}

/** Buffers of a pass that trains. */
export function trainBuffers<B>(allocate: Allocate<B>, spec: PassSpec): TrainBuffers<B> {
  const { layout, sizes, hasReference, hasDistributions } = spec
  const { members, slots, batch, rows } = sizes
  return {
    ...passBuffers(allocate, spec, true),
    referenceTokens: hasReference ? allocate('referenceTokens', 16 * members * rows) : undefined,
    backward: backwardBuffers(allocate, layout, sizes),
    behaviour: hasDistributions ? allocate('behaviour', 4 * slots * rows * layout.vocabulary) : undefined,
    sums: allocate('sums', METRICS_BYTES * members * batch),
    normParts: allocate('normParts', 4 * NORM_PARTS * members),
    scales: allocate('scales', 4 * members),
    metrics: allocate('metrics', METRICS_BYTES * members),
  }
}

/** An allocation of activations `[M, R, N]`. */
const activations =
  <B>(allocate: Allocate<B>, { members, rows }: PassSizes) =>
  (label: string, width: number): B =>
    allocate(label, 4 * members * rows * width)

function passBuffers<B>(
  allocate: Allocate<B>,
  { layout, sizes, hasReference }: PassSpec,
  isKept: boolean,
): PassBuffers<B> {
  return {
    uploaded: allocate('upload', uploadLayout(sizes).bytes, 'uniform'),
    rope: allocate('rope', ropeBytes(layout, sizes.length)),
    forward: forwardBuffers(allocate, layout, sizes, isKept),
    referenceLogProbs: hasReference ? activations(allocate, sizes)('referenceLogProbs', layout.vocabulary) : undefined,
  }
}

/** Without a backward pass to follow, all layers use the same buffers. */
function forwardBuffers<B>(
  allocate: Allocate<B>,
  { width, heads, hidden, vocabulary, shape }: Layout,
  sizes: PassSizes,
  isKept: boolean,
): ForwardBuffers<B> {
  const make = activations(allocate, sizes)
  const layer = (): LayerBuffers<B> => ({
    x: make('x', width),
    qkv: make('qkv', 3 * heads),
    attended: make('attended', heads),
    logSums: make('logSums', shape.heads),
    attnScale: make('attnScale', 1),
    middle: make('middle', width),
    mlpScale: make('mlpScale', 1),
    gateUp: make('gateUp', 2 * hidden),
    hidden: make('hidden', hidden),
  })
  const first = layer()
  const layers = Array.from({ length: shape.layers }, (_, index) => (isKept && index > 0 ? layer() : first))
  return {
    layers,
    x: isKept ? make('x', width) : first.x,
    scale: make('scale', 1),
    logits: make('logits', vocabulary),
    tokens: make('tokens', 4),
  }
}

function backwardBuffers<B>(allocate: Allocate<B>, layout: Layout, sizes: PassSizes): BackwardBuffers<B> {
  const { width, heads, hidden, shape, gradientSize } = layout
  const make = activations(allocate, sizes)
  const gradients = 4 * sizes.members * gradientSize
  return {
    coefficients: make('coefficients', 1),
    stream: [make('streamGradient', width), make('streamGradient', width)],
    normal: make('normalGradient', width),
    gateUp: make('gateUpGradient', 2 * hidden),
    attended: make('attendedGradient', heads),
    qkv: make('qkvGradient', 3 * heads),
    meanSlopes: make('meanSlopes', shape.heads),
    partials: allocate('partials', sizes.parts * gradients),
    gradients: allocate('gradients', gradients),
  }
}
