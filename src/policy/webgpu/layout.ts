import { cos, sin } from '../../core/elementary'
import { parameterSpans, type PolicyShape, ropeAngle } from '../shape'

/*
 * Where numbers lie on the device: the tensors of a member's parameters `[P]`, padded to whole vectors, and RoPE's factors.
 */

/** Tensors begin at multiples of 64 numbers: a bind group's offset has to be a multiple of 256 bytes. */
const ALIGNMENT = 64

/**
 * How a member lies on the device. Every width is padded with zeros to a multiple of 4, so that kernels read and write
 * whole `vec4f`s without edge cases; each half of a head is padded alone, so that RoPE's pairs stay whole vectors. Zeros stay
 * zeros: what multiplies them is zero too, in the gradient as well.
 */
export interface Layout {
  shape: PolicyShape
  /** D, padded: width of the residual stream. */
  width: number
  /** dh/2, padded: RoPE turns number i of a head with number i + half. */
  half: number
  /** dh, padded: 2·half. */
  head: number
  /** A = H·dh, padded: width of the heads together. */
  heads: number
  /** F, padded. */
  hidden: number
  /** V, padded: width of a row of logits, and rows of the embedding. */
  vocabulary: number
  /** Where each tensor begins, in numbers from the member's start. */
  offsets: { embedding: number; finalNorm: number; layers: readonly LayerOffsets[] }
  /** P: numbers of a member, a multiple of 64. */
  size: number
  /**
   * Q: numbers of a member's gradient while it is computed. It begins as the parameters lie; after them, `[V, D]`, follows the
   * embedding's gradient as the input, which `gains` adds to that as the output.
   */
  gradientSize: number
}

/** `qkv` is `[D, 3A]` (q | k | v), `wo` `[A, D]`, `gateUp` `[D, 2F]` (gate | up), `down` `[F, D]`. */
export interface LayerOffsets {
  attnNorm: number
  qkv: number
  wo: number
  mlpNorm: number
  gateUp: number
  down: number
}

const toFour = (n: number): number => Math.ceil(n / 4) * 4

/** The layout of a shape. */
export function layoutOf(shape: PolicyShape): Layout {
  const width = toFour(shape.dModel)
  const half = toFour(shape.dModel / shape.heads / 2)
  const head = 2 * half
  const heads = shape.heads * head
  const hidden = toFour(shape.dFF)
  const vocabulary = toFour(shape.vocabulary)
  let size = 0
  const take = (numbers: number): number => {
    const offset = size
    size += Math.ceil(numbers / ALIGNMENT) * ALIGNMENT
    return offset
  }
  const embedding = take(vocabulary * width)
  const layers = Array.from({ length: shape.layers }, () => ({
    attnNorm: take(width),
    qkv: take(width * 3 * heads),
    wo: take(heads * width),
    mlpNorm: take(width),
    gateUp: take(width * 2 * hidden),
    down: take(hidden * width),
  }))
  const finalNorm = take(width)
  const offsets = { embedding, finalNorm, layers }
  const gradientSize = size + vocabulary * width
  return { shape, width, half, head, heads, hidden, vocabulary, offsets, size, gradientSize }
}

/** The place on the device of every number of the seam's dense layout (`parameterSpans`), `[P dense]`. */
export function denseToDevice(layout: Layout): Int32Array {
  const { shape, width, heads, hidden, offsets } = layout
  const spans = parameterSpans(shape)
  const places = new Int32Array(spans.reduce((sum, { size }) => sum + size, 0))
  const attended = headPlace(layout)
  const same = (i: number): number => i
  for (const { name, shape: sizes, offset } of spans) {
    const [layerName = '', kind = layerName] = name.split('.')
    const layer = offsets.layers[Number(layerName.replace('layer', ''))]
    const { start, rowWidth, row = same, column = same } = place(kind, layer)
    const columns = sizes.at(-1) ?? 1
    const rows = sizes.length === 1 ? 1 : (sizes[0] ?? 1)
    for (let r = 0; r < rows; r++) {
      for (let c = 0; c < columns; c++) places[offset + r * columns + c] = start + row(r) * rowWidth + column(c)
    }
  }
  return places

  function place(kind: string, layer: LayerOffsets | undefined): Place {
    if (kind === 'embedding') return { start: offsets.embedding, rowWidth: width }
    if (kind === 'finalNorm' || !layer) return { start: offsets.finalNorm, rowWidth: 0 }
    switch (kind) {
      case 'wqkv': {
        const part = (c: number): number => Math.floor(c / shape.dModel) * heads + attended(c % shape.dModel)
        return { start: layer.qkv, rowWidth: 3 * heads, column: part }
      }
      case 'wo':
        return { start: layer.wo, rowWidth: width, row: attended }
      case 'wgate':
        return { start: layer.gateUp, rowWidth: 2 * hidden }
      case 'wup':
        return { start: layer.gateUp + hidden, rowWidth: 2 * hidden }
      case 'wdown':
        return { start: layer.down, rowWidth: width }
      default:
        return { start: kind === 'attnNorm' ? layer.attnNorm : layer.mlpNorm, rowWidth: 0 }
    }
  }
}

/** Where a tensor begins, and where its rows and columns go. */
interface Place {
  start: number
  rowWidth: number
  row?: (row: number) => number
  column?: (column: number) => number
}

/** The padded place of a number of the heads' dense width D. */
function headPlace({ shape, head, half }: Layout): (index: number) => number {
  const dense = shape.dModel / shape.heads
  return (index) => {
    const within = index % dense
    const low = within < dense / 2
    return Math.floor(index / dense) * head + (low ? within : half + within - dense / 2)
  }
}

/** Bytes of `ropeTable`. */
export const ropeBytes = ({ half }: Layout, positions: number): number => 8 * half * positions

/**
 * RoPE's factors for positions 0 ≤ t < `positions`, `[positions, 2·half]`: of each position `half` cosines, then `half` sines, of
 * the angles t·θ^(−2i/dh) for i < dh/2; the padding of a half turns nothing (cosine 1, sine 0). Computed on the host in
 * float64, because WGSL promises little of `cos` and `sin`.
 */
export function ropeTable({ shape, half }: Layout, positions: number): Float32Array {
  const pairs = shape.dModel / shape.heads / 2
  const table = new Float32Array(positions * 2 * half)
  for (let t = 0; t < positions; t++) {
    const row = t * 2 * half
    for (let i = 0; i < half; i++) {
      const angle = i < pairs ? ropeAngle(shape, t, i) : 0
      table[row + i] = cos(angle)
      table[row + half + i] = sin(angle)
    }
  }
  return table
}
