import { type Kernel, reads, WORKGROUP, writes } from '../device/kernel'
import type { Layout } from '../layout'
import { main } from '../wgsl/rows'
import { NORM_PARTS } from '../wgsl/structs'

/**
 * Σ g² of each member's gradient over its P numbers, in parts (what is left of the Q after them has been added already).
 *
 * One invocation a part: every 512th vec4 from its own on. `gradients [M, Q]`, `normParts [M, 512]`.
 */
export function norm(layout: Layout): Kernel {
  return {
    name: 'norm',
    workgroupSize: WORKGROUP,
    buffers: { gradients: reads(), normParts: writes('array<f32>') },
    code: /* wgsl */ `
${main(`
  if (id.x >= ${NORM_PARTS}u) { return; }
  let start = id.z * ${layout.gradientSize / 4}u;
  var sum = 0.0;
  for (var i = id.x; i < ${layout.size / 4}u; i += ${NORM_PARTS}u) {
    let g = gradients[start + i];
    sum += dot(g, g);
  }
  normParts[id.z * ${NORM_PARTS}u + id.x] = sum;
`)}`,
  }
}
