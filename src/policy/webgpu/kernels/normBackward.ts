import { type Kernel, reads, repeat, uniform, WORKGROUP, writes } from '../device/kernel'
import type { Layout } from '../layout'
import { SIZES } from '../wgsl/structs'
import { main } from '../wgsl/rows'

/**
 * RMSNorm's gradient, added to what came along the residual stream: with x̂ = x/rms and u = gain ⊙ dn,
 * dx = residual + (u − x̂·mean(u ⊙ x̂))/rms.
 *
 * One invocation a row. `dn [M, R, D]`, `x [M, R, D]`, `gain [M, D]`, `inverseRms [M, R]`, `residual [M, R, D]` where there is one,
 * `dx [M, R, D]`.
 */
export function normBackward(layout: Layout, hasResidual: boolean): Kernel {
  const [width, member] = [layout.width / 4, layout.size / 4]
  return {
    name: 'normBackward',
    workgroupSize: WORKGROUP,
    buffers: {
      sizes: uniform('Sizes'),
      dn: reads(),
      x: reads(),
      gain: reads(),
      inverseRms: reads('array<f32>'),
      ...(hasResidual && { residual: reads() }),
      dx: writes(),
    },
    code: /* wgsl */ `
${SIZES}
${main(`
  if (id.x >= sizes.rows) { return; }
  let row = id.z * sizes.rows + id.x;
  let place = row * ${width}u;
  let scale = inverseRms[row];
  let member = id.z * ${member}u;
  var along = 0.0;
  for (var d = 0u; d < ${width}u; d++) { along += dot(gain[member + d] * dn[place + d], x[place + d]); }
  let shrink = along * scale * scale * ${1 / layout.shape.dModel};
  for (var d = 0u; d < ${width}u; d++) {
    let own = (gain[member + d] * dn[place + d] - x[place + d] * shrink) * scale;
    dx[place + d] = ${repeat(hasResidual ? 1 : 0, () => 'residual[place + d] + ')}own;
  }
`)}`,
  }
}
