import { type Kernel, reads, uniform, WORKGROUP, writes } from '../device/kernel'
import type { Layout } from '../layout'
import { SIZES } from '../wgsl/structs'
import { extensionsOf, main } from '../wgsl/rows'
import { deal, tileOf, tileRow, type TileShape } from '../wgsl/tile'

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
