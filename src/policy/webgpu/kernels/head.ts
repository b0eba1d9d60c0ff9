import { type Kernel, reads, writes } from '../device/kernel'
import type { Layout } from '../layout'
import { outerProductKernel } from '../wgsl/outer'
import { matrix, productKernel, toRows, transposed } from '../wgsl/product'
import { rowsOf } from '../wgsl/rows'
import { MEMBER } from '../wgsl/structs'
import type { TileShape } from '../wgsl/tile'
import { normalisedProduct } from './rmsNorm'

/*
 * The head, which is tied to the embedding, and its gradients.
 */

/**
 * logits = RMSNorm(x)·Eᵀ (METHOD.md, "The policy").
 *
 * `embedding [M, V, D]`, `logits [M, R, V]` (0 in padded columns); the rest see `normalisedProduct`.
 */
export function head(layout: Layout, tileShape: TileShape): Kernel {
  const [width, vocabulary] = [layout.width / 4, layout.vocabulary / 4]
  return normalisedProduct(layout, tileShape, {
    name: 'head',
    buffers: { embedding: reads(), logits: writes() },
    columns: { name: 'column', count: vocabulary, each: tileShape.columns / 4 },
    right: transposed('embedding', 'member', width),
    write: (r, eachColumn) => `
    let place = (rowStart + ${r}u) * ${vocabulary}u;
    ${eachColumn((v) => `logits[place + column${v}] = sum${r}_${v} * scale;`)}`,
  })
}

/** What `logitGradient` reads. */
const LOGIT_GRADIENT_BUFFERS = {
  members: reads('array<Member>'),
  ids: reads('array<vec2u>'),
  probabilities: reads(),
  coefficients: reads('array<f32>'),
}

/**
 * dL/dlogits of a row without storing it: c·(π − onehot(target)), for the coefficient c of −log π(target) (METHOD.md, "Other SFT
 * objectives"). `place` is the row in `[M, R]`, `vector` one of the V/4 of its vec4s.
 */
const logitGradient = (vectors: number): string => /* wgsl */ `
${MEMBER}
fn logitGradient(place: u32, token: u32, vector: u32) -> vec4f {
  let hit = vec4u(token) == vec4u(vector * 4u) + vec4u(0u, 1u, 2u, 3u);
  return coefficients[place] * (probabilities[place * ${vectors}u + vector] - select(vec4f(), vec4f(1.0), hit));
}`

/**
 * dn = dlogits·E: the gradient at the normalised residual stream that the head reads; dlogits is made while it is loaded.
 *
 * `probabilities [M, R, V]`, `coefficients [M, R]`, `embedding [M, V, D]`, `gradient [M, R, D]`.
 */
export function headBackward(layout: Layout, tileShape: TileShape): Kernel {
  const [vocabulary, width] = [layout.vocabulary / 4, layout.width / 4]
  const loads = rowsOf(tileShape.rows, tileShape.exchange)
  return productKernel(tileShape, {
    name: 'headBackward',
    buffers: { ...LOGIT_GRADIENT_BUFFERS, embedding: reads(), gradient: writes() },
    functions: logitGradient(vocabulary),
    depth: vocabulary,
    columns: { count: width },
    before: /* wgsl */ `
  let slot = members[id.z].slot * sizes.rows + row;
  ${loads.eachLoaded((index, row) => `let target${index} = ids[slot + ${row}].y;`)}`,
    left: (row, index) => `logitGradient(rowStart + ${row}, target${index}, k)`,
    right: matrix('embedding', `id.z * ${layout.size / 4}u`, width),
    write: toRows(width, (column, sum) => `gradient[place + ${column}] = ${sum};`),
  })
}

/**
 * The embedding's gradient as the head: dE = dlogitsᵀ·x̂, without the gain, which `gains` multiplies in later; dlogits is made while it
 * is loaded.
 *
 * `probabilities [M, R, V]`, `coefficients [M, R]`, `x [M, R, D]`, `inverseRms [M, R]`, `partials [S, M, Q]`.
 */
export function headGradient(layout: Layout, tileShape: TileShape): Kernel {
  const [vocabulary, width] = [layout.vocabulary / 4, layout.width / 4]
  return outerProductKernel(tileShape, layout, {
    name: 'headGradient',
    buffers: { ...LOGIT_GRADIENT_BUFFERS, x: reads(), inverseRms: reads('array<f32>') },
    functions: logitGradient(vocabulary),
    before: 'let slotStart = members[id.z].slot * sizes.rows;',
    left: {
      vectors: vocabulary,
      at: (row, column) => `logitGradient(${row}, ids[slotStart + ${row} - rowStart].y, ${column})`,
    },
    right: { vectors: width, at: (row, column) => `x[${row} * ${width}u + ${column}] * inverseRms[${row}]` },
  })
}
