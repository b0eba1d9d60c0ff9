import { type Kernel, reads, uniform, WORKGROUP, writes } from '../device/kernel'
import type { Layout } from '../layout'
import { normalisedProduct, scaleOf } from '../wgsl/normalised'
import { SIZES } from '../wgsl/structs'
import { extensionsOf, main } from '../wgsl/rows'
import { deal, tileOf, tileRow, type TileShape } from '../wgsl/tile'

/**
 * logits = RMSNorm(x)·Eᵀ: the output is tied to the embedding (METHOD.md, "The policy").
 *
 * One invocation: a tile of the logits. 1/rms as in `qkv`.
 * `x [M, R, D]`, `gain [M, D]`, `embedding [M, V, D]`, `logits [M, R, V]` (0 in padded columns), `inverseRms [M, R]`.
 */
export function head(layout: Layout, tileShape: TileShape): Kernel {
  const { shape, width, vocabulary, size } = layout
  const [inner, out] = [width / 4, vocabulary / 4]
  const tile = tileOf(tileShape)
  const columns = deal(out, tile.vectors, tileShape)
  return {
    name: 'head',
    workgroupSize: WORKGROUP,
    extensions: extensionsOf(tileShape),
    buffers: {
      sizes: uniform('Sizes'),
      x: reads(),
      gain: reads(),
      embedding: reads(),
      logits: writes(),
      inverseRms: writes('array<f32>'),
    },
    code: /* wgsl */ `
${SIZES}
${main(
  `
  ${tileRow(tile, columns.across)}
  ${columns.declare('column')}
  let member = id.z * ${size / 4}u;
  ${normalisedProduct(tile, inner, { part: (i, v) => `embedding[member + (column${v} * 4u + ${i}u) * ${inner}u + k]`, form: 'across' })}
  ${tile.eachRow(
    (r) => `{
    ${scaleOf(tile, r, shape.dModel)}
    let place = (rowStart + ${r}u) * ${out}u;
    ${columns.eachOf('column', (v) => `logits[place + column${v}] = sum${r}_${v} * scale;`)}
    if (columnFirst == 0u) { inverseRms[rowStart + ${r}u] = scale; }
  }`,
  )}
`,
  tileShape,
)}`,
  }
}
