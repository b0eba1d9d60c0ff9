import type { BackwardBuffers, ForwardBuffers, LayerBuffers } from '../allocation'
import { gridOf, type Recorder, type Slice } from '../device/plan'
import { attentionInvocations } from '../kernels/attention'
import { keyBackward, queryBackward } from '../kernels/attentionBackward'
import { embeddingGradient } from '../kernels/embedding'
import { downBackward } from '../kernels/feedForward'
import { headBackward, headGradient } from '../kernels/head'
import { projectBackward, weightGradient } from '../kernels/projection'
import { normBackward } from '../kernels/rmsNorm'
import type { PassInputs } from './forward'
import { gradientGrid } from '../wgsl/outer'
import { productGrid } from '../wgsl/product'

/**
 * Records the gradient of Σ c·(−log π(target)) for the coefficients in `buffers`: 4 + 12·L dispatches that leave partial sums of every
 * parameter's gradient. `forward.logits` holds the probabilities.
 */
export function recordBackward(
  plan: Recorder,
  inputs: PassInputs,
  forward: ForwardBuffers,
  buffers: BackwardBuffers,
): void {
  const { layout, sizes: batch, sizesUniform: sizes, members, ids, parameters, tile } = inputs
  const { width, vocabulary, offsets, size } = layout
  const { coefficients, normal, stream, partials } = buffers
  const probabilities = forward.logits
  const tied = { sizes, members, ids, probabilities, coefficients }

  plan.add(
    headBackward(layout, tile),
    { ...tied, embedding: parameters(offsets.embedding), gradient: normal },
    productGrid(tile, batch, width),
  )
  plan.add(
    headGradient(layout, tile),
    { ...tied, x: forward.x, inverseRms: forward.scale, partials: from(partials, offsets.embedding) },
    gradientGrid(tile, batch, vocabulary, width),
  )
  plan.add(
    normBackward(layout, false),
    { sizes, dn: normal, x: forward.x, gain: parameters(offsets.finalNorm), inverseRms: forward.scale, dx: stream[0] },
    gridOf(batch.rows, batch.members),
  )
  for (let layer = forward.layers.length - 1; layer >= 0; layer--) {
    recordFeedForward(plan, inputs, layer, forward.layers[layer] as LayerBuffers, buffers)
    recordAttention(plan, inputs, layer, forward.layers[layer] as LayerBuffers, buffers)
  }
  plan.add(
    embeddingGradient(layout, tile),
    { sizes, members, ids, dx: stream[0], partials: from(partials, size) },
    gradientGrid(tile, batch, vocabulary, width),
  )
}

/** From the gradient after the layer, in `stream[0]`, to the one between attention and feed-forward, in `stream[1]`. */
function recordFeedForward(
  plan: Recorder,
  inputs: PassInputs,
  layer: number,
  own: LayerBuffers,
  { stream, normal, gateUp, partials }: BackwardBuffers,
): void {
  const { layout, sizes: batch, sizesUniform: sizes, parameters, tile } = inputs
  const { width, hidden } = layout
  const at = layout.offsets.layers[layer] as (typeof layout.offsets.layers)[number]
  const product = (columns: number) => productGrid(tile, batch, columns)
  const gradient = (inner: number, outer: number) => gradientGrid(tile, batch, inner, outer)

  plan.add(
    downBackward(layout, tile),
    { sizes, outGradient: stream[0], weights: parameters(at.down), gateUp: own.gateUp, gradient: gateUp },
    product(hidden),
  )
  plan.add(
    weightGradient(layout, hidden, width, false, tile),
    { sizes, input: own.hidden, outGradient: stream[0], partials: from(partials, at.down) },
    gradient(hidden, width),
  )
  plan.add(
    projectBackward(layout, width, 2 * hidden, tile),
    { sizes, outGradient: gateUp, weights: parameters(at.gateUp), gradient: normal },
    product(width),
  )
  plan.add(
    weightGradient(layout, width, 2 * hidden, true, tile),
    { sizes, input: own.middle, inverseRms: own.mlpScale, outGradient: gateUp, partials: from(partials, at.gateUp) },
    gradient(width, 2 * hidden),
  )
  plan.add(
    normBackward(layout, true),
    {
      sizes,
      dn: normal,
      x: own.middle,
      gain: parameters(at.mlpNorm),
      inverseRms: own.mlpScale,
      residual: stream[0],
      dx: stream[1],
    },
    gridOf(batch.rows, batch.members),
  )
}

/** From the gradient after attention, in `stream[1]`, to the one before the layer, in `stream[0]`. */
function recordAttention(
  plan: Recorder,
  inputs: PassInputs,
  layer: number,
  own: LayerBuffers,
  { stream, normal, attended, qkv, meanSlopes, partials }: BackwardBuffers,
): void {
  const { layout, sizes: batch, sizesUniform: sizes, rope, parameters, tile } = inputs
  const { width, heads } = layout
  const at = layout.offsets.layers[layer] as (typeof layout.offsets.layers)[number]
  const product = (columns: number) => productGrid(tile, batch, columns)
  const gradient = (inner: number, outer: number) => gradientGrid(tile, batch, inner, outer)
  const blocks = gridOf(attentionInvocations(layout, batch.batch, batch.length, tile.exchange), batch.members)
  const kept = { sizes, qkv: own.qkv, outGradient: attended, logSums: own.logSums, rope, gradient: qkv, meanSlopes }

  plan.add(
    projectBackward(layout, heads, width, tile),
    { sizes, outGradient: stream[1], weights: parameters(at.wo), gradient: attended },
    product(heads),
  )
  plan.add(
    weightGradient(layout, heads, width, false, tile),
    { sizes, input: own.attended, outGradient: stream[1], partials: from(partials, at.wo) },
    gradient(heads, width),
  )
  plan.add(queryBackward(layout, tile.exchange), { ...kept, attended: own.attended }, blocks)
  plan.add(keyBackward(layout, tile.exchange), kept, blocks)
  plan.add(
    weightGradient(layout, width, 3 * heads, true, tile),
    { sizes, input: own.x, inverseRms: own.attnScale, outGradient: qkv, partials: from(partials, at.qkv) },
    gradient(width, 3 * heads),
  )
  plan.add(
    projectBackward(layout, width, 3 * heads, tile),
    { sizes, outGradient: qkv, weights: parameters(at.qkv), gradient: normal },
    product(width),
  )
  plan.add(
    normBackward(layout, true),
    {
      sizes,
      dn: normal,
      x: own.x,
      gain: parameters(at.attnNorm),
      inverseRms: own.attnScale,
      residual: stream[1],
      dx: stream[0],
    },
    gridOf(batch.rows, batch.members),
  )
}

/** A buffer from a tensor's place on, in numbers. */
const from = (buffer: GPUBuffer, offset: number): Slice => ({ buffer, offset: 4 * offset })
