import { type Kernel, reads, uniform, WORKGROUP, writes } from '../device/kernel'
import type { Layout } from '../layout'
import { SIZES } from '../wgsl/structs'
import { extensionsOf, main } from '../wgsl/rows'
import { deal, tileOf, tileRow, type TileShape } from '../wgsl/tile'

/**
 * out = residual + input·W: the projections that write to the residual stream, W_o of the heads and W_down of the hidden layer.
 *
 * One invocation: a tile. `input [M, R, N]`, `weights [M, N, D]`, `residual` and `out [M, R, D]`.
 *
 * @param inner N
 */
export function project(layout: Layout, inner: number, tileShape: TileShape): Kernel {
  const [steps, out, member] = [inner / 4, layout.width / 4, layout.size / 4]
  const tile = tileOf(tileShape)
  const columns = deal(out, tile.vectors, tileShape)
  return {
    name: 'project',
    workgroupSize: WORKGROUP,
    extensions: extensionsOf(tileShape),
    buffers: { sizes: uniform('Sizes'), input: reads(), weights: reads(), residual: reads(), out: writes() },
    code: /* wgsl */ `
${SIZES}
${main(
  `
  ${tileRow(tile, columns.across)}
  ${columns.declare('column')}
  ${tile.declare}
  for (var k = 0u; k < ${steps}u; k++) {
    ${tile.loadAndMultiply((row, index) => `let own${index} = input[(rowStart + ${row}) * ${steps}u + k];`, {
      part: (i, v) => `weights[id.z * ${member}u + (k * 4u + ${i}u) * ${out}u + column${v}]`,
      form: 'along',
    })}
  }
  ${tile.eachRow(
    (r) => `{
    let place = (rowStart + ${r}u) * ${out}u;
    ${columns.eachOf('column', (v) => `out[place + column${v}] = residual[place + column${v}] + sum${r}_${v};`)}
  }`,
  )}
`,
  tileShape,
)}`,
  }
}
