import { type Kernel, reads, uniform, WORKGROUP, writes } from '../device/kernel'
import type { Layout } from '../layout'
import { outerProduct } from '../wgsl/outer'
import { extensionsOf, main } from '../wgsl/rows'
import { SIZES } from '../wgsl/structs'
import { deal, tileOf, tileRow, type TileShape } from '../wgsl/tile'

/**
 * out = residual + input·W: the projections that write to the residual stream, W_o of the heads and W_down of the hidden layer.
 *
 * One invocation: a tile. `input [M, R, N]`, `weights [M, N, D]`, `residual` and `out [M, R, D]`.
 *
 * @param inner N
 */
export function project(layout: Layout, inner: number, tileShape: TileShape): Kernel {
  const [steps, out, member] = [inner / 4, layout.width / 4, layout.size / 4]
  const tile = tileOf(tileShape)
  const columns = deal(out, tile.vectors, tileShape)
  return {
    name: 'project',
    workgroupSize: WORKGROUP,
    extensions: extensionsOf(tileShape),
    buffers: { sizes: uniform('Sizes'), input: reads(), weights: reads(), residual: reads(), out: writes() },
    code: /* wgsl */ `
${SIZES}
${main(
  `
  ${tileRow(tile, columns.across)}
  ${columns.declare('column')}
  ${tile.declare}
  for (var k = 0u; k < ${steps}u; k++) {
    ${tile.loadAndMultiply((row, index) => `let own${index} = input[(rowStart + ${row}) * ${steps}u + k];`, {
      part: (i, v) => `weights[id.z * ${member}u + (k * 4u + ${i}u) * ${out}u + column${v}]`,
      form: 'along',
    })}
  }
  ${tile.eachRow(
    (r) => `{
    let place = (rowStart + ${r}u) * ${out}u;
    ${columns.eachOf('column', (v) => `out[place + column${v}] = residual[place + column${v}] + sum${r}_${v};`)}
  }`,
  )}
`,
  tileShape,
)}`,
  }
}

/**
 * dinput = dout·Wᵀ for out = input·W.
 *
 * One invocation: a tile of the input. Rows of W lie along its outputs, so that the product takes them as they are.
 * `outGradient [M, R, outer]`, `weights [M, inner, outer]`, `gradient [M, R, inner]`.
 */
export function projectBackward(layout: Layout, inner: number, outer: number, tileShape: TileShape): Kernel {
  const [steps, out, member] = [outer / 4, inner / 4, layout.size / 4]
  const tile = tileOf(tileShape)
  const columns = deal(out, tile.vectors, tileShape)
  return {
    name: 'projectBackward',
    workgroupSize: WORKGROUP,
    extensions: extensionsOf(tileShape),
    buffers: { sizes: uniform('Sizes'), outGradient: reads(), weights: reads(), gradient: writes() },
    code: /* wgsl */ `
${SIZES}
${main(
  `
  ${tileRow(tile, columns.across)}
  ${columns.declare('column')}
  ${tile.declare}
  for (var k = 0u; k < ${steps}u; k++) {
    ${tile.loadAndMultiply((row, index) => `let own${index} = outGradient[(rowStart + ${row}) * ${steps}u + k];`, {
      part: (i, v) => `weights[id.z * ${member}u + (column${v} * 4u + ${i}u) * ${steps}u + k]`,
      form: 'across',
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
 * dW = inputᵀ·dout, for inputs as they are or divided by their rms; `gains` multiplies the gain in later.
 *
 * One invocation: a tile of dW over one chunk of rows (see `outerProduct`).
 * `input [M, R, inner]`, `inverseRms [M, R]` where the input is normalised, `outGradient [M, R, outer]`, `partials [S, M, Q]` from the tensor's place on.
 */
export function weightGradient(
  layout: Layout,
  inner: number,
  outer: number,
  isNormalised: boolean,
  tileShape: TileShape,
): Kernel {
  return {
    name: 'weightGradient',
    workgroupSize: WORKGROUP,
    extensions: extensionsOf(tileShape),
    buffers: {
      sizes: uniform('Sizes'),
      input: reads(),
      ...(isNormalised && { inverseRms: reads('array<f32>') }),
      outGradient: reads(),
      partials: writes(),
    },
    code: /* wgsl */ `
${SIZES}
${main(
  outerProduct(
    tileShape,
    inner / 4,
    outer / 4,
    (row, column) => `input[${row} * ${inner / 4}u + ${column}]${isNormalised ? ` * inverseRms[${row}]` : ''}`,
    (row, column) => `outGradient[${row} * ${outer / 4}u + ${column}]`,
    layout.gradientSize,
  ),
  tileShape,
)}`,
  }
}
