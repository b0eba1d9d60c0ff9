import type { ForwardBuffers } from '../allocation'
import { gridOf, type Recorder, type Slice } from '../device/plan'
import { attention, attentionInvocations, qkv } from '../kernels/attention'
import { embed } from '../kernels/embedding'
import { gateUp } from '../kernels/feedForward'
import { head } from '../kernels/head'
import { project } from '../kernels/projection'
import type { Layout } from '../layout'
import { productGrid } from '../wgsl/product'
import type { TileShape } from '../wgsl/tile'
import type { PassSizes } from './sizes'

/*
 * The order of the forward pass's kernels: tokens to logits `[M, R, V]`.
 */

/** What every pass reads. */
export interface PassInputs {
  layout: Layout
  sizes: PassSizes
  /** The uniform `Sizes`. */
  sizesUniform: Slice
  /** `[M]` of `Member`. */
  members: Slice
  /** `[S, R]`: input and target. */
  ids: Slice
  /** RoPE's factors. */
  rope: GPUBuffer
  /** A tensor of the M members' parameters, from its place on. */
  parameters: (offset: number) => Slice
  /** The register tile of matrix products. */
  tile: TileShape
}

/** Records the decoder from tokens to logits: 2 + 5·L dispatches. */
export function recordForward(plan: Recorder, inputs: PassInputs, buffers: ForwardBuffers): void {
  const { layout, sizes: batch, sizesUniform: sizes, members, ids, rope, parameters, tile } = inputs
  const { width, heads, hidden, vocabulary, offsets } = layout
  const product = (columns: number) => productGrid(tile, batch, columns)

  const first = buffers.layers[0]?.x ?? buffers.x
  const embedding = parameters(offsets.embedding)
  plan.add(
    embed(layout),
    { sizes, members, ids, embedding, x: first },
    gridOf((batch.positions * width) / 4, batch.members),
  )
  offsets.layers.forEach((at, index) => {
    const own = buffers.layers[index] as (typeof buffers.layers)[number]
    const next = buffers.layers[index + 1]?.x ?? buffers.x
    plan.add(
      qkv(layout, tile),
      {
        sizes,
        x: own.x,
        gain: parameters(at.attnNorm),
        weights: parameters(at.qkv),
        rope,
        qkv: own.qkv,
        inverseRms: own.attnScale,
      },
      product(3 * heads),
    )
    plan.add(
      attention(layout, tile.exchange),
      { sizes, qkv: own.qkv, attended: own.attended, logSums: own.logSums },
      gridOf(attentionInvocations(layout, batch.batch, batch.length, tile.exchange), batch.members),
    )
    plan.add(
      project(layout, heads, tile),
      { sizes, input: own.attended, weights: parameters(at.wo), residual: own.x, out: own.middle },
      product(width),
    )
    plan.add(
      gateUp(layout, tile),
      {
        sizes,
        x: own.middle,
        gain: parameters(at.mlpNorm),
        weights: parameters(at.gateUp),
        gateUp: own.gateUp,
        hidden: own.hidden,
        inverseRms: own.mlpScale,
      },
      product(2 * hidden),
    )
    plan.add(
      project(layout, hidden, tile),
      { sizes, input: own.hidden, weights: parameters(at.down), residual: own.middle, out: next },
      product(width),
    )
  })
  const { x, scale, logits } = buffers
  plan.add(
    head(layout, tile),
    { sizes, x, gain: parameters(offsets.finalNorm), embedding, logits, inverseRms: scale },
    product(vocabulary),
  )
}
