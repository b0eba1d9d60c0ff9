import { type Kernel, reads, uniform, WORKGROUP, writes } from '../device/kernel'
import type { Layout } from '../layout'
import { MEMBER, SIZES } from '../wgsl/structs'
import { main } from '../wgsl/rows'

/**
 * x = E[token]: the first residual stream.
 *
 * One invocation a vec4 of x. `ids [S, R]` (input, target), `embedding [M, V, D]`, `x [M, R, D]`; padding rows stay zero.
 */
export function embed(layout: Layout): Kernel {
  const width = layout.width / 4
  return {
    name: 'embed',
    workgroupSize: WORKGROUP,
    buffers: {
      sizes: uniform('Sizes'),
      members: reads('array<Member>'),
      ids: reads('array<vec2u>'),
      embedding: reads(),
      x: writes(),
    },
    code: /* wgsl */ `
${SIZES}
${MEMBER}
${main(`
  let row = id.x / ${width}u;
  let column = id.x % ${width}u;
  if (row >= sizes.positions) { return; }
  let token = ids[members[id.z].slot * sizes.rows + row].x;
  x[(id.z * sizes.rows + row) * ${width}u + column] = embedding[id.z * ${layout.size / 4}u + token * ${width}u + column];
`)}`,
  }
}
