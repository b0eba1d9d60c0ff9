import { type Kernel, reads, WORKGROUP, writes } from '../device/kernel'
import type { Layout } from '../layout'
import { main } from '../wgsl/rows'

/** Parts of each member's sums, which the host adds up in float64. */
export const UPDATE_PARTS = 256

/**
 * Σ u², Σ v² and Σ u·v of the updates u = middle − start and v = end − middle (METHOD.md, "Evaluation and statistics"). Padding is zero in all
 * three.
 *
 * One invocation a part: every 256th vec4 from its own on. `start`, `middle` and `end [M, P]`, `sums [M, 256]`.
 */
export function updates(layout: Layout): Kernel {
  const vectors = layout.size / 4
  return {
    name: 'updates',
    workgroupSize: WORKGROUP,
    buffers: { start: reads(), middle: reads(), end: reads(), sums: writes() },
    code: /* wgsl */ `
${main(`
  if (id.x >= ${UPDATE_PARTS}u) { return; }
  var sum = vec3f();
  for (var i = id.x; i < ${vectors}u; i += ${UPDATE_PARTS}u) {
    let place = id.z * ${vectors}u + i;
    let u = middle[place] - start[place];
    let v = end[place] - middle[place];
    sum += vec3f(dot(u, u), dot(v, v), dot(u, v));
  }
  sums[id.z * ${UPDATE_PARTS}u + id.x] = vec4f(sum, 0.0);
`)}`,
  }
}
