import { type Kernel, reads, uniform, WORKGROUP, writes } from '../device/kernel'
import type { Layout } from '../layout'
import { normalisedProduct, scaleOf } from '../wgsl/normalised'
import { SIZES } from '../wgsl/structs'
import { extensionsOf, main } from '../wgsl/rows'
import { deal, tileOf, tileRow, type TileShape } from '../wgsl/tile'

/**
 * hidden = silu(n·W_gate) ⊙ (n·W_up) for n = RMSNorm(x) (METHOD.md, "The policy").
 *
 * One invocation: a tile of half as many vectors of the gate, and those of up that they meet. 1/rms as in `qkv`.
 * `x [M, R, D]`, `gain [M, D]`, `weights [M, D, 2F]` (gate | up), `gateUp [M, R, 2F]` for the backward pass, `hidden [M, R, F]`, `inverseRms [M, R]`.
 */
export function gateUp(layout: Layout, tileShape: TileShape): Kernel {
  const { shape, width, hidden, size } = layout
  const [inner, vectors] = [width / 4, hidden / 4]
  const tile = tileOf(tileShape)
  const columns = deal(vectors, tile.vectors / 2, tileShape)
  return {
    name: 'gateUp',
    workgroupSize: WORKGROUP,
    extensions: extensionsOf(tileShape),
    buffers: {
      sizes: uniform('Sizes'),
      x: reads(),
      gain: reads(),
      weights: reads(),
      gateUp: writes(),
      hidden: writes(),
      inverseRms: writes('array<f32>'),
    },
    code: /* wgsl */ `
${SIZES}
fn write(row: u32, column: u32, gate: vec4f, up: vec4f) {
  gateUp[row * ${2 * vectors}u + column] = gate;
  gateUp[row * ${2 * vectors}u + ${vectors}u + column] = up;
  hidden[row * ${vectors}u + column] = gate / (1.0 + exp(-gate)) * up;
}
${main(
  `
  ${tileRow(tile, columns.across)}
  ${columns.declare('column')}
  let member = id.z * ${size / 4}u;
  ${normalisedProduct(tile, inner, {
    part: (i, v) => `weights[member + (k * 4u + ${i}u) * ${2 * vectors}u + ${(v % 2) * vectors}u + column${v >> 1}]`,
    form: 'along',
  })}
  ${tile.eachRow(
    (r) => `{
    ${scaleOf(tile, r, shape.dModel)}
    ${columns.eachOf(
      'column',
      (c) => `write(rowStart + ${r}u, column${c}, sum${r}_${2 * c} * scale, sum${r}_${2 * c + 1} * scale);`,
    )}
    if (columnFirst == 0u) { inverseRms[rowStart + ${r}u] = scale; }
  }`,
  )}
`,
  tileShape,
)}`,
  }
}
