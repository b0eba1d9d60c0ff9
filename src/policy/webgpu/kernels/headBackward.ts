import { type Kernel, reads, uniform, WORKGROUP, writes } from '../device/kernel'
import type { Layout } from '../layout'
import { logitGradient } from '../wgsl/logitGradient'
import { MEMBER, SIZES } from '../wgsl/structs'
import { main, tile, tilePlace } from '../wgsl/tile'

/**
 * dn = dlogits·E: the gradient at the normalised residual stream that the head reads.
 *
 * One invocation: `rows` rows × two vec4 columns; dlogits is made while it is loaded (`logitGradient`).
 * `probabilities [M, R, V]`, `coefficients [M, R]`, `embedding [M, V, D]`, `gradient [M, R, D]`.
 */
export function headBackward(layout: Layout, rows: number): Kernel {
  const [inner, out, member] = [layout.vocabulary / 4, layout.width / 4, layout.size / 4]
  const { declare, multiply, eachRow } = tile(rows)
  return {
    name: 'headBackward',
    workgroupSize: WORKGROUP,
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
${main(`
  ${tilePlace(rows, out)}
  let slot = members[id.z].slot * sizes.rows + row;
  ${eachRow((r) => `let target${r} = ids[slot + ${r}u].y;`)}
  ${declare}
  for (var k = 0u; k < ${inner}u; k++) {
    ${multiply({
      left: (r) => `logitGradient(rowStart + ${r}u, target${r}, k)`,
      right: (i, v) => `embedding[id.z * ${member}u + (k * 4u + ${i}u) * ${out}u + column${v}]`,
      form: 'along',
    })}
  }
  ${eachRow(
    (r) => `{
    let place = (rowStart + ${r}u) * ${out}u;
    gradient[place + column0] = sum${r}_0;
    if (whole) { gradient[place + column1] = sum${r}_1; }
  }`,
  )}
`)}`,
  }
}
