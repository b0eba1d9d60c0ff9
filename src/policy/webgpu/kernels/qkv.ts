import { type Kernel, reads, uniform, WORKGROUP, writes } from '../device/kernel'
import type { Layout } from '../layout'
import { RMS_EPSILON } from '../norm'
import { SIZES } from '../wgsl/structs'
import { main, tile } from '../wgsl/tile'

/**
 * q | k | v = RoPE(RMSNorm(x)·W_qkv), RoPE on q and k alone (METHOD.md, "The policy").
 *
 * One invocation: `rows` rows × the two vectors that RoPE turns together, numbers j and j + dh/2 of a head. The sum of squares comes along in the
 * product's inner loop, and 1/rms, which does not depend on the column, is multiplied in at the end.
 * `x [M, R, D]`, `gain [M, D]`, `weights [M, D, 3A]`, `rope [T, cos | sin]`, `qkv [M, R, 3A]`, `inverseRms [M, R]`.
 */
export function qkv(layout: Layout, rows: number): Kernel {
  const { shape, width, half, heads, size } = layout
  const [inner, halfVectors, out] = [width / 4, half / 4, (3 * heads) / 4]
  const pairs = out / 2
  const { declare, multiply, eachRow } = tile(rows)
  return {
    name: 'qkv',
    workgroupSize: WORKGROUP,
    buffers: {
      sizes: uniform('Sizes'),
      x: reads(),
      gain: reads(),
      weights: reads(),
      rope: reads(),
      qkv: writes(),
      inverseRms: writes('array<f32>'),
    },
    code: /* wgsl */ `
${SIZES}
${main(`
  let row = (id.x / ${pairs}u) * ${rows}u;
  if (row >= sizes.rows) { return; }
  let rowStart = id.z * sizes.rows + row;
  let pair = id.x % ${pairs}u;
  let head = pair / ${halfVectors}u;
  let within = pair % ${halfVectors}u;
  let column0 = head * ${2 * halfVectors}u + within;
  let column1 = column0 + ${halfVectors}u;
  let member = id.z * ${size / 4}u;
  ${declare}
  ${eachRow((r) => `var squares${r} = 0.0;`)}
  for (var k = 0u; k < ${inner}u; k++) {
    let g = gain[member + k];
    ${multiply({
      left: (r) => `x[(rowStart + ${r}u) * ${inner}u + k]`,
      withLeft: (r) => `squares${r} += dot(a, a);`,
      right: (i, v) => `weights[member + (k * 4u + ${i}u) * ${out}u + column${v}] * g[${i}]`,
      form: 'along',
    })}
  }
  ${eachRow(
    (r) => `{
    let scale = inverseSqrt(squares${r} * ${1 / shape.dModel} + ${RMS_EPSILON});
    let low = sum${r}_0 * scale;
    let high = sum${r}_1 * scale;
    let place = (rowStart + ${r}u) * ${out}u;
    if (head < ${2 * shape.heads}u) {
      let angle = ((row + ${r}u) % sizes.length) * ${2 * halfVectors}u + within;
      let c = rope[angle];
      let s = rope[angle + ${halfVectors}u];
      qkv[place + column0] = low * c - high * s;
      qkv[place + column1] = high * c + low * s;
    } else {
      qkv[place + column0] = low;
      qkv[place + column1] = high;
    }
    if (pair == 0u) { inverseRms[rowStart + ${r}u] = scale; }
  }`,
  )}
`)}`,
  }
}
