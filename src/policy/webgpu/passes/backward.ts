import type { Plan, Slice } from '../device/plan'
import { gradientSize } from '../kernels/reduce'
import { keyBackward, queryBackward } from '../kernels/attentionBackward'
import { downBackward } from '../kernels/downBackward'
import { embeddingGradient } from '../kernels/embeddingGradient'
import { headBackward } from '../kernels/headBackward'
import { headGradient } from '../kernels/headGradient'
import { normBackward } from '../kernels/normBackward'
import { projectBackward } from '../kernels/projectBackward'
import { weightGradient } from '../kernels/weightGradient'
import { attentionInvocations } from '../wgsl/attention'
import { outerInvocations } from '../wgsl/outer'
import { tilesOf } from '../wgsl/tile'
import type { BackwardBuffers, ForwardBuffers, LayerBuffers } from './buffers'
import type { PassInputs } from './forward'
import { gridOf } from './grid'

/**
 * Records the gradient of Σ c·(−log π(target)) for the coefficients in `buffers`: 4 + 12·L dispatches that leave partial sums of every
 * parameter's gradient. `forward.logits` holds the probabilities.
 */
export function recordBackward(
  plan: Plan,
  inputs: PassInputs,
  forward: ForwardBuffers,
  buffers: BackwardBuffers,
): void {
  const { layout, sizes: batch, sizesUniform: sizes, members, ids, parameters, tileRows } = inputs
  const { width, vocabulary, offsets, size } = layout
  const { coefficients, normal, stream, partials } = buffers
  const probabilities = forward.logits
  const tied = { sizes, members, ids, probabilities, coefficients }

  plan.add(
    headBackward(layout, tileRows),
    { ...tied, embedding: parameters(offsets.embedding), gradient: normal },
    gridOf((batch.rows / tileRows) * tilesOf(width / 4), batch.members),
  )
  plan.add(
    headGradient(layout),
    { ...tied, x: forward.x, inverseRms: forward.scale, partials: from(partials, offsets.embedding) },
    gridOf(outerInvocations(vocabulary / 4, width / 4), batch.members, batch.parts),
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
    embeddingGradient(layout),
    { sizes, members, ids, dx: stream[0], partials: from(partials, size) },
    gridOf((gradientSize(layout) - size) / 4, batch.members, batch.parts),
  )
}

/** From the gradient after the layer, in `stream[0]`, to the one between attention and feed-forward, in `stream[1]`. */
function recordFeedForward(
  plan: Plan,
  inputs: PassInputs,
  layer: number,
  own: LayerBuffers,
  { stream, normal, gateUp, partials }: BackwardBuffers,
): void {
  const { layout, sizes: batch, sizesUniform: sizes, parameters, tileRows } = inputs
  const { width, hidden } = layout
  const at = layout.offsets.layers[layer] as (typeof layout.offsets.layers)[number]
  const rowTiles = (columns: number) => gridOf((batch.rows / tileRows) * tilesOf(columns / 4), batch.members)
  const weightTiles = (inner: number, outer: number) =>
    gridOf(outerInvocations(inner / 4, outer / 4), batch.members, batch.parts)

  plan.add(
    downBackward(layout, tileRows),
    { sizes, outGradient: stream[0], weights: parameters(at.down), gateUp: own.gateUp, gradient: gateUp },
    rowTiles(hidden),
  )
  plan.add(
    weightGradient(layout, hidden, width, false),
    { sizes, input: own.hidden, outGradient: stream[0], partials: from(partials, at.down) },
    weightTiles(hidden, width),
  )
  plan.add(
    projectBackward(layout, width, 2 * hidden, tileRows),
    { sizes, outGradient: gateUp, weights: parameters(at.gateUp), gradient: normal },
    rowTiles(width),
  )
  plan.add(
    weightGradient(layout, width, 2 * hidden, true),
    { sizes, input: own.middle, inverseRms: own.mlpScale, outGradient: gateUp, partials: from(partials, at.gateUp) },
    weightTiles(width, 2 * hidden),
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
  plan: Plan,
  inputs: PassInputs,
  layer: number,
  own: LayerBuffers,
  { stream, normal, attended, qkv, alongs, partials }: BackwardBuffers,
): void {
  const { layout, sizes: batch, sizesUniform: sizes, rope, parameters, tileRows } = inputs
  const { width, heads } = layout
  const at = layout.offsets.layers[layer] as (typeof layout.offsets.layers)[number]
  const rowTiles = (columns: number) => gridOf((batch.rows / tileRows) * tilesOf(columns / 4), batch.members)
  const weightTiles = (inner: number, outer: number) =>
    gridOf(outerInvocations(inner / 4, outer / 4), batch.members, batch.parts)
  const blocks = gridOf(attentionInvocations(layout, batch.batch, batch.length), batch.members)
  const kept = { sizes, qkv: own.qkv, outGradient: attended, logSums: own.logSums, rope, gradient: qkv, alongs }

  plan.add(
    projectBackward(layout, heads, width, tileRows),
    { sizes, outGradient: stream[1], weights: parameters(at.wo), gradient: attended },
    rowTiles(heads),
  )
  plan.add(
    weightGradient(layout, heads, width, false),
    { sizes, input: own.attended, outGradient: stream[1], partials: from(partials, at.wo) },
    weightTiles(heads, width),
  )
  plan.add(queryBackward(layout), { ...kept, attended: own.attended }, blocks)
  plan.add(keyBackward(layout), kept, blocks)
  plan.add(
    weightGradient(layout, width, 3 * heads, true),
    { sizes, input: own.x, inverseRms: own.attnScale, outGradient: qkv, partials: from(partials, at.qkv) },
    weightTiles(width, 3 * heads),
  )
  plan.add(
    projectBackward(layout, width, 3 * heads, tileRows),
    { sizes, outGradient: qkv, weights: parameters(at.qkv), gradient: normal },
    rowTiles(width),
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
