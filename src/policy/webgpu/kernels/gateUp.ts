import { type Kernel, reads, uniform, WORKGROUP, writes } from '../device/kernel'
import type { Layout } from '../layout'
import { RMS_EPSILON } from '../norm'
import { SIZES } from '../wgsl/structs'
import { main, tile } from '../wgsl/tile'

/**
 * hidden = silu(n·W_gate) ⊙ (n·W_up) for n = RMSNorm(x) (METHOD.md, "The policy").
 *
 * One invocation: `rows` rows × a vector of the gate and the one of up that it meets. 1/rms as in `qkv`.
 * `x [M, R, D]`, `gain [M, D]`, `weights [M, D, 2F]` (gate | up), `gateUp [M, R, 2F]` for the backward pass, `hidden [M, R, F]`, `inverseRms [M, R]`.
 */
export function gateUp(layout: Layout, rows: number): Kernel {
  const { shape, width, hidden, size } = layout
  const [inner, tiles] = [width / 4, hidden / 4]
  const { declare, multiply, eachRow } = tile(rows)
  return {
    name: 'gateUp',
    workgroupSize: WORKGROUP,
    buffers: {
      sizes: uniform('Sizes'),
      x: reads(),
      gain: reads(),
      weights: reads(),
      gateUp: writes(),
      hidden: writes(),
      inverseRms: writes('array<f32>'),
    },
    code: /* wgsl */ `
${SIZES}
${main(`
  let row = (id.x / ${tiles}u) * ${rows}u;
  if (row >= sizes.rows) { return; }
  let rowStart = id.z * sizes.rows + row;
  let column0 = id.x % ${tiles}u;
  let column1 = column0 + ${tiles}u;
  let member = id.z * ${size / 4}u;
  ${declare}
  ${eachRow((r) => `var squares${r} = 0.0;`)}
  for (var k = 0u; k < ${inner}u; k++) {
    let g = gain[member + k];
    ${multiply({
      left: (r) => `x[(rowStart + ${r}u) * ${inner}u + k]`,
      withLeft: (r) => `squares${r} += dot(a, a);`,
      right: (i, v) => `weights[member + (k * 4u + ${i}u) * ${2 * tiles}u + column${v}] * g[${i}]`,
      form: 'along',
    })}
  }
  ${eachRow(
    (r) => `{
    let scale = inverseSqrt(squares${r} * ${1 / shape.dModel} + ${RMS_EPSILON});
    let gate = sum${r}_0 * scale;
    let up = sum${r}_1 * scale;
    let place = (rowStart + ${r}u) * ${2 * tiles}u;
    gateUp[place + column0] = gate;
    gateUp[place + column1] = up;
    hidden[(rowStart + ${r}u) * ${tiles}u + column0] = gate / (1.0 + exp(-gate)) * up;
    if (column0 == 0u) { inverseRms[rowStart + ${r}u] = scale; }
  }`,
  )}
`)}`,
  }
}
