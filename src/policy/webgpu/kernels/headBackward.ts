import { type Kernel, reads, uniform, WORKGROUP, writes } from '../device/kernel'
import type { Layout } from '../layout'
import { logitGradient } from '../wgsl/logitGradient'
import { MEMBER, SIZES } from '../wgsl/structs'
import { extensionsOf, main } from '../wgsl/rows'
import { deal, tileOf, tileRow, type TileShape } from '../wgsl/tile'

/**
 * dn = dlogits·E: the gradient at the normalised residual stream that the head reads.
 *
 * One invocation: a tile; dlogits is made while it is loaded (`logitGradient`).
 * `probabilities [M, R, V]`, `coefficients [M, R]`, `embedding [M, V, D]`, `gradient [M, R, D]`.
 */
export function headBackward(layout: Layout, tileShape: TileShape): Kernel {
  const [inner, out, member] = [layout.vocabulary / 4, layout.width / 4, layout.size / 4]
  const tile = tileOf(tileShape)
  const columns = deal(out, tile.vectors, tileShape)
  return {
    name: 'headBackward',
    workgroupSize: WORKGROUP,
    extensions: extensionsOf(tileShape),
    buffers: {
      sizes: uniform('Sizes'),
      members: reads('array<Member>'),
      ids: reads('array<vec2u>'),
      probabilities: reads(),
      coefficients: reads('array<f32>'),
      embedding: reads(),
      gradient: writes(),
    },
    code: /* wgsl */ `
${SIZES}
${MEMBER}
${logitGradient(inner)}
${main(
  `
  ${tileRow(tile, columns.across)}
  ${columns.declare('column')}
  let slot = members[id.z].slot * sizes.rows + row;
  ${tile.loads.eachLoaded((index, row) => `let target${index} = ids[slot + ${row}].y;`)}
  ${tile.declare}
  for (var k = 0u; k < ${inner}u; k++) {
    ${tile.loadAndMultiply((row, index) => `let own${index} = logitGradient(rowStart + ${row}, target${index}, k);`, {
      part: (i, v) => `embedding[id.z * ${member}u + (k * 4u + ${i}u) * ${out}u + column${v}]`,
      form: 'along',
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
