import { type Kernel, reads, uniform, WORKGROUP, writes } from '../device/kernel'
import type { Layout } from '../layout'
import { outerProduct } from '../wgsl/outer'
import { SIZES } from '../wgsl/structs'
import { extensionsOf, main } from '../wgsl/rows'
import { type TileShape } from '../wgsl/tile'

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
