import type { Plan, Slice } from '../device/plan'
import { attention } from '../kernels/attention'
import { embed } from '../kernels/embed'
import { gateUp } from '../kernels/gateUp'
import { head } from '../kernels/head'
import { project } from '../kernels/project'
import { qkv } from '../kernels/qkv'
import type { Layout } from '../layout'
import { attentionInvocations } from '../wgsl/attention'
import { tilesOf } from '../wgsl/tile'
import type { ForwardBuffers } from './buffers'
import { gridOf } from './grid'
import type { PassSizes } from './sizes'

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
  /** Rows of a register tile. */
  tileRows: number
}

/** Records the decoder from tokens to logits: 2 + 5·L dispatches. */
export function recordForward(plan: Plan, inputs: PassInputs, buffers: ForwardBuffers): void {
  const { layout, sizes: batch, sizesUniform: sizes, members, ids, rope, parameters, tileRows } = inputs
  const { width, heads, hidden, vocabulary, offsets } = layout
  const tiles = batch.rows / tileRows
  const rowTiles = (columnTiles: number) => gridOf(tiles * columnTiles, batch.members)
  const across = tilesOf(width / 4)

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
      qkv(layout, tileRows),
      {
        sizes,
        x: own.x,
        gain: parameters(at.attnNorm),
        weights: parameters(at.qkv),
        rope,
        qkv: own.qkv,
        inverseRms: own.attnScale,
      },
      rowTiles((3 * heads) / 8),
    )
    plan.add(
      attention(layout),
      { sizes, qkv: own.qkv, attended: own.attended, logSums: own.logSums },
      gridOf(attentionInvocations(layout, batch.batch, batch.length), batch.members),
    )
    plan.add(
      project(layout, heads, tileRows),
      { sizes, input: own.attended, weights: parameters(at.wo), residual: own.x, out: own.middle },
      rowTiles(across),
    )
    plan.add(
      gateUp(layout, tileRows),
      {
        sizes,
        x: own.middle,
        gain: parameters(at.mlpNorm),
        weights: parameters(at.gateUp),
        gateUp: own.gateUp,
        hidden: own.hidden,
        inverseRms: own.mlpScale,
      },
      rowTiles(hidden / 4),
    )
    plan.add(
      project(layout, hidden, tileRows),
      { sizes, input: own.hidden, weights: parameters(at.down), residual: own.middle, out: next },
      rowTiles(across),
    )
  })
  const { x, scale, logits } = buffers
  plan.add(
    head(layout, tileRows),
    { sizes, x, gain: parameters(offsets.finalNorm), embedding, logits, inverseRms: scale },
    rowTiles(tilesOf(vocabulary / 4)),
  )
}
