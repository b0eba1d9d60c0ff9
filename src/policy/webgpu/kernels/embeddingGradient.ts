import { type Kernel, reads, uniform, WORKGROUP, writes } from '../device/kernel'
import { gradientSize } from './reduce'
import type { Layout } from '../layout'
import { MEMBER, SIZES } from '../wgsl/structs'
import { main } from '../wgsl/tile'

/**
 * The embedding's gradient as the input: dE[v] = Σ dx over the rows whose token is v. Every token looks through the rows of its chunk,
 * because adding where a row points would need atomics, whose order changes the bits.
 *
 * One invocation: a vec4 of one token over one chunk of rows (grid.y).
 * `ids [S, R]`, `dx [M, R, D]`, `partials [S, M, Q]` from P on.
 */
export function embeddingGradient(layout: Layout): Kernel {
  const width = layout.width / 4
  return {
    name: 'embeddingGradient',
    workgroupSize: WORKGROUP,
    buffers: {
      sizes: uniform('Sizes'),
      members: reads('array<Member>'),
      ids: reads('array<vec2u>'),
      dx: reads(),
      partials: writes(),
    },
    code: /* wgsl */ `
${SIZES}
${MEMBER}
${main(`
  let token = id.x / ${width}u;
  let column = id.x % ${width}u;
  if (token >= ${layout.vocabulary}u) { return; }
  let slot = members[id.z].slot * sizes.rows;
  let rowStart = id.z * sizes.rows;
  var sum = vec4f();
  let end = min((id.y + 1u) * sizes.chunk, sizes.positions);
  for (var row = id.y * sizes.chunk; row < end; row++) {
    if (ids[slot + row].x == token) { sum += dx[(rowStart + row) * ${width}u + column]; }
  }
  partials[(id.y * sizes.members + id.z) * ${gradientSize(layout) / 4}u + token * ${width}u + column] = sum;
`)}`,
  }
}
