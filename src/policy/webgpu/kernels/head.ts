import { type Kernel, reads, uniform, WORKGROUP, writes } from '../device/kernel'
import type { Layout } from '../layout'
import { RMS_EPSILON } from '../norm'
import { SIZES } from '../wgsl/structs'
import { main, tile, tilePlace } from '../wgsl/tile'

/**
 * logits = RMSNorm(x)·Eᵀ: the output is tied to the embedding (METHOD.md, "The policy").
 *
 * One invocation: `rows` rows × two vec4 of the vocabulary. 1/rms as in `qkv`.
 * `x [M, R, D]`, `gain [M, D]`, `embedding [M, V, D]`, `logits [M, R, V]` (0 in padded columns), `inverseRms [M, R]`.
 */
export function head(layout: Layout, rows: number): Kernel {
  const { shape, width, vocabulary, size } = layout
  const [inner, out] = [width / 4, vocabulary / 4]
  const { declare, multiply, eachRow } = tile(rows)
  return {
    name: 'head',
    workgroupSize: WORKGROUP,
    buffers: {
      sizes: uniform('Sizes'),
      x: reads(),
      gain: reads(),
      embedding: reads(),
      logits: writes(),
      inverseRms: writes('array<f32>'),
    },
    code: /* wgsl */ `
${SIZES}
${main(`
  ${tilePlace(rows, out)}
  let member = id.z * ${size / 4}u;
  ${declare}
  ${eachRow((r) => `var squares${r} = 0.0;`)}
  for (var k = 0u; k < ${inner}u; k++) {
    let g = gain[member + k];
    ${multiply({
      left: (r) => `x[(rowStart + ${r}u) * ${inner}u + k]`,
      withLeft: (r) => `squares${r} += dot(a, a);`,
      right: (i, v) => `embedding[member + (column${v} * 4u + ${i}u) * ${inner}u + k] * g`,
      form: 'across',
    })}
  }
  ${eachRow(
    (r) => `{
    let scale = inverseSqrt(squares${r} * ${1 / shape.dModel} + ${RMS_EPSILON});
    let place = (rowStart + ${r}u) * ${out}u;
    logits[place + column0] = sum${r}_0 * scale;
    if (whole) { logits[place + column1] = sum${r}_1 * scale; }
    if (column0 == 0u) { inverseRms[rowStart + ${r}u] = scale; }
  }`,
  )}
`)}`,
  }
}
