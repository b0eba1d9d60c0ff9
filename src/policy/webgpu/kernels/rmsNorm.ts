import { RMS_EPSILON } from '../../constants'
import { type Kernel, reads, repeat, uniform, WORKGROUP, writes } from '../device/kernel'
import type { Grid } from '../device/plan'
import type { Layout } from '../layout'
import { type Product, productKernel } from '../wgsl/product'
import { main, rowsOf } from '../wgsl/rows'
import { SIZES } from '../wgsl/structs'
import type { TileShape } from '../wgsl/tile'

/*
 * RMSNorm: inside the products that follow it, its gradient, and that of its gains.
 */

/** A product with RMSNorm(x): what its kernel adds. WGSL of `write` finds 1/rms of its row in `scale`. */
type NormalisedProduct = Pick<Product, 'name' | 'buffers' | 'functions' | 'before' | 'right' | 'write'> & {
  columns: Required<Product['columns']>
}

/**
 * The kernel of a product whose left matrix is RMSNorm(x): the sum of squares is taken while x is loaded, and 1/rms, which does not
 * depend on the column, is multiplied in at the end. WGSL may use `member`, the first vec4 of the member's parameters.
 *
 * `x [M, R, D]`, `gain [M, D]`, `inverseRms [M, R]` for the backward pass.
 */
export function normalisedProduct(
  { shape, width, size }: Layout,
  tileShape: TileShape,
  { before = '', buffers, write, ...product }: NormalisedProduct,
): Kernel {
  const loads = rowsOf(tileShape.rows, tileShape.exchange)
  return productKernel(tileShape, {
    ...product,
    buffers: { x: reads(), gain: reads(), ...buffers, inverseRms: writes('array<f32>') },
    depth: width / 4,
    before: `${before}
  let member = id.z * ${size / 4}u;`,
    beside: {
      start: loads.eachLoaded((index) => `var squares${index} = 0.0;`),
      step: 'let g = gain[member + k];',
      load: (row, index) => `
      let x${index} = x[(rowStart + ${row}) * ${width / 4}u + k];
      squares${index} += dot(x${index}, x${index});`,
    },
    left: (_, index) => `x${index} * g`,
    write: (r, eachColumn) => `{
    let scale = inverseSqrt(${loads.of('squares', r)} * ${1 / shape.dModel} + ${RMS_EPSILON});
    ${write(r, eachColumn)}
    if (${product.columns.name}First == 0u) { inverseRms[rowStart + ${r}u] = scale; }
  }`,
  })
}

/**
 * RMSNorm's gradient, added to the gradient of the residual stream: with x̂ = x/rms and u = gain ⊙ dn,
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
  var overlap = 0.0;
  for (var d = 0u; d < ${width}u; d++) { overlap += dot(gain[member + d] * dn[place + d], x[place + d]); }
  let shrink = overlap * scale * scale * ${1 / layout.shape.dModel};
  for (var d = 0u; d < ${width}u; d++) {
    let own = (gain[member + d] * dn[place + d] - x[place + d] * shrink) * scale;
    dx[place + d] = ${repeat(hasResidual ? 1 : 0, () => 'residual[place + d] + ')}own;
  }
`)}`,
  }
}

/**
 * Gradients of RMSNorm's gains, and of the weights behind them. A product h·W with h = g ⊙ x̂ has W's gradient hᵀ·dY; kernels before
 * this one left G' = x̂ᵀ·dY in its place, from which both come: dW[k, j] = g[k]·G'[k, j] and dg[k] = Σ_j W[k, j]·G'[k, j]. The tied
 * embedding is the transposed case, and its gradient as the input is added here.
 *
 * grid.y: the layer, and one more for the embedding. In a layer an invocation takes four rows of W_qkv or of W_gate | W_up; in the
 * embedding four columns.
 * `parameters [M, P]`, `gradients [M, Q]`.
 */
export function gains(layout: Layout): Kernel {
  const { shape, width, heads, hidden, vocabulary, offsets, size } = layout
  const [first, second] = offsets.layers
  const at = (offset: number): string => `${offset / 4}u`
  return {
    name: 'gains',
    workgroupSize: WORKGROUP,
    buffers: { parameters: reads(), gradients: writes() },
    code: /* wgsl */ `
// Gains 4k … 4k + 3 and the rows behind them, of so many vectors; starts count vectors from the member's.
fn gainsOfRows(p: u32, q: u32, gain: u32, weights: u32, vectors: u32, k: u32) {
  let g = parameters[p + gain + k];
  var sums = mat4x4f();
  for (var j = 0u; j < vectors; j++) {
    ${repeat(
      4,
      (r) => `{
      let place = weights + (4u * k + ${r}u) * vectors + j;
      let partial = gradients[q + place];
      sums[${r}] += parameters[p + place] * partial;
      gradients[q + place] = g[${r}] * partial;
    }`,
    )}
  }
  gradients[q + gain + k] = vec4f(1.0) * sums;
}
fn gainOfColumns(p: u32, q: u32, column: u32) {
  let g = parameters[p + ${at(offsets.finalNorm)} + column];
  var sum = vec4f();
  for (var v = 0u; v < ${vocabulary}u; v++) {
    let place = v * ${width / 4}u + column;
    let partial = gradients[q + ${at(offsets.embedding)} + place];
    sum += parameters[p + ${at(offsets.embedding)} + place] * partial;
    gradients[q + ${at(offsets.embedding)} + place] = g * partial + gradients[q + ${at(size)} + place];
  }
  gradients[q + ${at(offsets.finalNorm)} + column] = sum;
}
${main(`
  let p = id.z * ${at(size)};
  let q = id.z * ${at(layout.gradientSize)};
  if (id.y == ${shape.layers}u) {
    if (id.x < ${width / 4}u) { gainOfColumns(p, q, id.x); }
    return;
  }
  let layer = id.y * ${at(first && second ? second.attnNorm - first.attnNorm : 0)};
  if (id.x < ${width / 4}u) {
    gainsOfRows(p, q, layer + ${at(first?.attnNorm ?? 0)}, layer + ${at(first?.qkv ?? 0)}, ${(3 * heads) / 4}u, id.x);
  } else if (id.x < ${width / 2}u) {
    gainsOfRows(p, q, layer + ${at(first?.mlpNorm ?? 0)}, layer + ${at(first?.gateUp ?? 0)}, ${hidden / 2}u, id.x - ${width / 4}u);
  }
`)}`,
  }
}

/** Workgroups of `gains` for so many members. */
export const gainsGrid = ({ width, shape }: Layout, members: number): Grid => [
  Math.ceil(width / 2 / WORKGROUP),
  shape.layers + 1,
  members,
]
