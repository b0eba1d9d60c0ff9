import { type Kernel, reads, uniform, WORKGROUP, writes } from '../device/kernel'
import type { Layout } from '../layout'
import { extensionsOf, main } from '../wgsl/rows'
import { SIZES } from '../wgsl/structs'
import { deal, tileOf, tileRow, type TileShape } from '../wgsl/tile'
import { normalisedProduct, scaleOf } from './rmsNorm'

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

/**
 * The gradient through W_down and SwiGLU: with h = dout·W_downᵀ and σ = sigmoid(gate),
 * dgate = h ⊙ up ⊙ σ·(1 + gate·(1 − σ)) and dup = h ⊙ gate·σ.
 *
 * One invocation: a tile of the hidden layer.
 * `outGradient [M, R, D]`, `weights [M, F, D]`, `gateUp` and its `gradient [M, R, 2F]`.
 */
export function downBackward(layout: Layout, tileShape: TileShape): Kernel {
  const [steps, out, member] = [layout.width / 4, layout.hidden / 4, layout.size / 4]
  const tile = tileOf(tileShape)
  const columns = deal(out, tile.vectors, tileShape)
  return {
    name: 'downBackward',
    workgroupSize: WORKGROUP,
    extensions: extensionsOf(tileShape),
    buffers: { sizes: uniform('Sizes'), outGradient: reads(), weights: reads(), gateUp: reads(), gradient: writes() },
    code: /* wgsl */ `
${SIZES}
fn write(row: u32, column: u32, h: vec4f) {
  let place = row * ${2 * out}u + column;
  let gate = gateUp[place];
  let up = gateUp[place + ${out}u];
  let sigmoid = 1.0 / (1.0 + exp(-gate));
  gradient[place] = h * up * sigmoid * (1.0 + gate * (1.0 - sigmoid));
  gradient[place + ${out}u] = h * gate * sigmoid;
}
${main(
  `
  ${tileRow(tile, columns.across)}
  ${columns.declare('column')}
  ${tile.declare}
  for (var k = 0u; k < ${steps}u; k++) {
    ${tile.loadAndMultiply((row, index) => `let own${index} = outGradient[(rowStart + ${row}) * ${steps}u + k];`, {
      part: (i, v) => `weights[id.z * ${member}u + (column${v} * 4u + ${i}u) * ${steps}u + k]`,
      form: 'across',
    })}
  }
  ${tile.eachRow((r) => columns.eachOf('column', (v) => `write(rowStart + ${r}u, column${v}, sum${r}_${v});`))}
`,
  tileShape,
)}`,
  }
}
