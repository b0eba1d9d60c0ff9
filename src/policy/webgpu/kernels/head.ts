import { type Kernel, reads, uniform, WORKGROUP, writes } from '../device/kernel'
import type { Layout } from '../layout'
import { outerProduct } from '../wgsl/outer'
import { extensionsOf, main } from '../wgsl/rows'
import { MEMBER, SIZES } from '../wgsl/structs'
import { deal, tileOf, tileRow, type TileShape } from '../wgsl/tile'
import { normalisedProduct, scaleOf } from './rmsNorm'

/**
 * dL/dlogits of a row without storing it: c·(π − onehot(target)), for the coefficient c of −log π(target) (METHOD.md, "Other SFT
 * objectives"). Reads `coefficients`, `probabilities`, `ids` and `members`; `place` is the row in `[M, R]`.
 */
export const logitGradient = (vectors: number): string => /* wgsl */ `
fn logitGradient(place: u32, token: u32, vector: u32) -> vec4f {
  let hit = vec4u(token) == vec4u(vector * 4u) + vec4u(0u, 1u, 2u, 3u);
  return coefficients[place] * (probabilities[place * ${vectors}u + vector] - select(vec4f(), vec4f(1.0), hit));
}`

/**
 * logits = RMSNorm(x)·Eᵀ: the output is tied to the embedding (METHOD.md, "The policy").
 *
 * One invocation: a tile of the logits. 1/rms as in `qkv`.
 * `x [M, R, D]`, `gain [M, D]`, `embedding [M, V, D]`, `logits [M, R, V]` (0 in padded columns), `inverseRms [M, R]`.
 */
export function head(layout: Layout, tileShape: TileShape): Kernel {
  const { shape, width, vocabulary, size } = layout
  const [inner, out] = [width / 4, vocabulary / 4]
  const tile = tileOf(tileShape)
  const columns = deal(out, tile.vectors, tileShape)
  return {
    name: 'head',
    workgroupSize: WORKGROUP,
    extensions: extensionsOf(tileShape),
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
${main(
  `
  ${tileRow(tile, columns.across)}
  ${columns.declare('column')}
  let member = id.z * ${size / 4}u;
  ${normalisedProduct(tile, inner, { part: (i, v) => `embedding[member + (column${v} * 4u + ${i}u) * ${inner}u + k]`, form: 'across' })}
  ${tile.eachRow(
    (r) => `{
    ${scaleOf(tile, r, shape.dModel)}
    let place = (rowStart + ${r}u) * ${out}u;
    ${columns.eachOf('column', (v) => `logits[place + column${v}] = sum${r}_${v} * scale;`)}
    if (columnFirst == 0u) { inverseRms[rowStart + ${r}u] = scale; }
  }`,
  )}
`,
  tileShape,
)}`,
  }
}

/**
 * dn = dlogits·E: the gradient at the normalised residual stream that the head reads.
 *
 * One invocation: a tile; dlogits is made while it is loaded (`logitGradient`).
 * `probabilities [M, R, V]`, `coefficients [M, R]`, `embedding [M, V, D]`, `gradient [M, R, D]`.
 */
export function headBackward(layout: Layout, tileShape: TileShape): Kernel {
  const [inner, out, member] = [layout.vocabulary / 4, layout.width / 4, layout.size / 4]
  const tile = tileOf(tileShape)
  const columns = deal(out, tile.vectors, tileShape)
  return {
    name: 'headBackward',
    workgroupSize: WORKGROUP,
    extensions: extensionsOf(tileShape),
    buffers: {
      sizes: uniform('Sizes'),
      members: reads('array<Member>'),
      ids: reads('array<vec2u>'),
      probabilities: reads(),
      coefficients: reads('array<f32>'),
      embedding: reads(),
      gradient: writes(),
    },
    code: /* wgsl */ `
${SIZES}
${MEMBER}
${logitGradient(inner)}
${main(
  `
  ${tileRow(tile, columns.across)}
  ${columns.declare('column')}
  let slot = members[id.z].slot * sizes.rows + row;
  ${tile.loads.eachLoaded((index, row) => `let target${index} = ids[slot + ${row}].y;`)}
  ${tile.declare}
  for (var k = 0u; k < ${inner}u; k++) {
    ${tile.loadAndMultiply((row, index) => `let own${index} = logitGradient(rowStart + ${row}, target${index}, k);`, {
      part: (i, v) => `embedding[id.z * ${member}u + (k * 4u + ${i}u) * ${out}u + column${v}]`,
      form: 'along',
    })}
  }
  ${tile.eachRow(
    (r) => `{
    let place = (rowStart + ${r}u) * ${out}u;
    ${columns.eachOf('column', (v) => `gradient[place + column${v}] = sum${r}_${v};`)}
  }`,
  )}
`,
  tileShape,
)}`,
  }
}

/**
 * The tied embedding's gradient as the head: dE = dlogitsᵀ·x̂, without the gain, which `gains` multiplies in later.
 *
 * One invocation: a tile over one chunk of rows (see `outerProduct`); dlogits is made while it is loaded.
 * `probabilities [M, R, V]`, `coefficients [M, R]`, `x [M, R, D]`, `inverseRms [M, R]`, `partials [S, M, Q]` from the embedding's place on.
 */
export function headGradient(layout: Layout, tileShape: TileShape): Kernel {
  const [vocabulary, width] = [layout.vocabulary / 4, layout.width / 4]
  return {
    name: 'headGradient',
    workgroupSize: WORKGROUP,
    extensions: extensionsOf(tileShape),
    buffers: {
      sizes: uniform('Sizes'),
      members: reads('array<Member>'),
      ids: reads('array<vec2u>'),
      probabilities: reads(),
      coefficients: reads('array<f32>'),
      x: reads(),
      inverseRms: reads('array<f32>'),
      partials: writes(),
    },
    code: /* wgsl */ `
${SIZES}
${MEMBER}
${logitGradient(vocabulary)}
${main(
  `
  let slotStart = members[id.z].slot * sizes.rows;
  ${outerProduct(
    tileShape,
    vocabulary,
    width,
    (row, column) => `logitGradient(${row}, ids[slotStart + ${row} - rowStart].y, ${column})`,
    (row, column) => `x[${row} * ${width}u + ${column}] * inverseRms[${row}]`,
    layout.gradientSize,
  )}
`,
  tileShape,
)}`,
  }
}
