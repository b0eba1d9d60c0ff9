import { type Kernel, reads, uniform, WORKGROUP, writes } from '../device/kernel'
import type { Layout } from '../layout'
import { SIZES } from '../wgsl/structs'
import { main } from '../wgsl/rows'

/**
 * Adds up the parts of the weight gradients' sums over rows, in order.
 *
 * One invocation a vec4. `partials [S, M, Q]`, `gradients [M, Q]`.
 */
export function reduce(layout: Layout): Kernel {
  const vectors = layout.gradientSize / 4
  return {
    name: 'reduce',
    workgroupSize: WORKGROUP,
    buffers: { sizes: uniform('Sizes'), partials: reads(), gradients: writes() },
    code: /* wgsl */ `
${SIZES}
${main(`
  if (id.x >= ${vectors}u) { return; }
  let place = id.z * ${vectors}u + id.x;
  var sum = partials[place];
  for (var part = 1u; part < sizes.parts; part++) { sum += partials[part * sizes.members * ${vectors}u + place]; }
  gradients[place] = sum;
`)}`,
  }
}
