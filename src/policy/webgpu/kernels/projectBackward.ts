import { type Kernel, reads, uniform, WORKGROUP, writes } from '../device/kernel'
import type { Layout } from '../layout'
import { SIZES } from '../wgsl/structs'
import { extensionsOf, main } from '../wgsl/rows'
import { deal, tileOf, tileRow, type TileShape } from '../wgsl/tile'

/**
 * dinput = dout·Wᵀ for out = input·W.
 *
 * One invocation: a tile of the input. Rows of W lie along its outputs, so that the product takes them as they are.
 * `outGradient [M, R, outer]`, `weights [M, inner, outer]`, `gradient [M, R, inner]`.
 */
export function projectBackward(layout: Layout, inner: number, outer: number, tileShape: TileShape): Kernel {
  const [steps, out, member] = [outer / 4, inner / 4, layout.size / 4]
  const tile = tileOf(tileShape)
  const columns = deal(out, tile.vectors, tileShape)
  return {
    name: 'projectBackward',
    workgroupSize: WORKGROUP,
    extensions: extensionsOf(tileShape),
    buffers: { sizes: uniform('Sizes'), outGradient: reads(), weights: reads(), gradient: writes() },
    code: /* wgsl */ `
${SIZES}
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
  ${tile.eachRow(
    (r) => `{
    let place = (rowStart + ${r}u) * ${out}u;
    ${columns.eachOf('column', (v) => `gradient[place + column${v}] = sum${r}_${v};`)}
  }`,
  )}
`,
  tileShape,
)}`,
  }
}
