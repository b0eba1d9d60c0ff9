import { type Kernel, reads, uniform, WORKGROUP, writes } from '../device/kernel'
import type { Layout } from '../layout'
import { outerProductKernel } from '../wgsl/outer'
import { main } from '../wgsl/rows'
import { MEMBER, SIZES } from '../wgsl/structs'
import type { TileShape } from '../wgsl/tile'

/*
 * The embedding as the input, and its gradient there.
 */

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

/**
 * The embedding's gradient as the input: dE = onehot(token)ᵀ·dx. The product adds zeros where a row has another token, because adding
 * where a row points would need atomics, whose order changes the bits.
 *
 * `ids [S, R]`, `dx [M, R, D]`, `partials [S, M, Q]` from P on.
 */
export function embeddingGradient(layout: Layout, tileShape: TileShape): Kernel {
  const width = layout.width / 4
  return outerProductKernel(tileShape, layout, {
    name: 'embeddingGradient',
    buffers: { members: reads('array<Member>'), ids: reads('array<vec2u>'), dx: reads() },
    functions: /* wgsl */ `
${MEMBER}
fn onehot(token: u32, vector: u32) -> vec4f {
  return select(vec4f(), vec4f(1.0), vec4u(token) == vec4u(vector * 4u) + vec4u(0u, 1u, 2u, 3u));
}`,
    before: 'let slotStart = members[id.z].slot * sizes.rows;',
    left: {
      vectors: layout.vocabulary / 4,
      at: (row, column) => `onehot(ids[slotStart + ${row} - rowStart].x, ${column})`,
    },
    right: { vectors: width, at: (row, column) => `dx[${row} * ${width}u + ${column}]` },
  })
}
