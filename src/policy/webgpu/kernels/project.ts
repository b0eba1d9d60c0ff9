import { type Kernel, reads, uniform, WORKGROUP, writes } from '../device/kernel'
import type { Layout } from '../layout'
import { SIZES } from '../wgsl/structs'
import { main, tile, tilePlace } from '../wgsl/tile'

/**
 * out = residual + input·W: the projections that write to the residual stream, W_o of the heads and W_down of the hidden layer.
 *
 * One invocation: `rows` rows × two vec4 columns. `input [M, R, N]`, `weights [M, N, D]`, `residual` and `out [M, R, D]`.
 *
 * @param inner N
 */
export function project(layout: Layout, inner: number, rows: number): Kernel {
  const [steps, out, member] = [inner / 4, layout.width / 4, layout.size / 4]
  const { declare, multiply, eachRow } = tile(rows)
  return {
    name: 'project',
    workgroupSize: WORKGROUP,
    buffers: { sizes: uniform('Sizes'), input: reads(), weights: reads(), residual: reads(), out: writes() },
    code: /* wgsl */ `
${SIZES}
${main(`
  ${tilePlace(rows, out)}
  ${declare}
  for (var k = 0u; k < ${steps}u; k++) {
    ${multiply({
      left: (r) => `input[(rowStart + ${r}u) * ${steps}u + k]`,
      right: (i, v) => `weights[id.z * ${member}u + (k * 4u + ${i}u) * ${out}u + column${v}]`,
      form: 'along',
    })}
  }
  ${eachRow(
    (r) => `{
    let place = (rowStart + ${r}u) * ${out}u;
    out[place + column0] = residual[place + column0] + sum${r}_0;
    if (whole) { out[place + column1] = residual[place + column1] + sum${r}_1; }
  }`,
  )}
`)}`,
  }
}
