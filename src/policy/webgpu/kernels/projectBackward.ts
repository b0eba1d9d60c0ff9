import { type Kernel, reads, uniform, WORKGROUP, writes } from '../device/kernel'
import type { Layout } from '../layout'
import { SIZES } from '../wgsl/structs'
import { main, tile, tilePlace } from '../wgsl/tile'

/**
 * dinput = dout·Wᵀ for out = input·W.
 *
 * One invocation: `rows` rows × two vec4 columns of the input. Rows of W lie along its outputs, so that the product takes them as they are.
 * `outGradient [M, R, outer]`, `weights [M, inner, outer]`, `gradient [M, R, inner]`.
 */
export function projectBackward(layout: Layout, inner: number, outer: number, rows: number): Kernel {
  const [steps, out, member] = [outer / 4, inner / 4, layout.size / 4]
  const { declare, multiply, eachRow } = tile(rows)
  return {
    name: 'projectBackward',
    workgroupSize: WORKGROUP,
    buffers: { sizes: uniform('Sizes'), outGradient: reads(), weights: reads(), gradient: writes() },
    code: /* wgsl */ `
${SIZES}
${main(`
  ${tilePlace(rows, out)}
  ${declare}
  for (var k = 0u; k < ${steps}u; k++) {
    ${multiply({
      left: (r) => `outGradient[(rowStart + ${r}u) * ${steps}u + k]`,
      right: (i, v) => `weights[id.z * ${member}u + (column${v} * 4u + ${i}u) * ${steps}u + k]`,
      form: 'across',
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
