import { type Kernel, reads, writes } from '../device/kernel'
import type { Layout } from '../layout'
import { outerProductKernel } from '../wgsl/outer'
import { matrix, productKernel, toRows, transposed } from '../wgsl/product'
import type { TileShape } from '../wgsl/tile'

/*
 * Projections out = input·W, and their gradients.
 */

/**
 * out = residual + input·W: the projections that write to the residual stream, W_o of the heads and W_down of the hidden layer.
 *
 * `input [M, R, inner]`, `weights [M, inner, D]`, `residual` and `out [M, R, D]`.
 */
export function project(layout: Layout, inner: number, tileShape: TileShape): Kernel {
  const [depth, width] = [inner / 4, layout.width / 4]
  return productKernel(tileShape, {
    name: 'project',
    buffers: { input: reads(), weights: reads(), residual: reads(), out: writes() },
    depth,
    columns: { count: width },
    left: (row) => `input[(rowStart + ${row}) * ${depth}u + k]`,
    right: matrix('weights', `id.z * ${layout.size / 4}u`, width),
    write: toRows(width, (column, sum) => `out[place + ${column}] = residual[place + ${column}] + ${sum};`),
  })
}

/**
 * dinput = dout·Wᵀ. Rows of W lie along its outputs, so that the product takes them as they are.
 *
 * `outGradient [M, R, outer]`, `weights [M, inner, outer]`, `gradient [M, R, inner]`.
 */
export function projectBackward(layout: Layout, inner: number, outer: number, tileShape: TileShape): Kernel {
  const [depth, width] = [outer / 4, inner / 4]
  return productKernel(tileShape, {
    name: 'projectBackward',
    buffers: { outGradient: reads(), weights: reads(), gradient: writes() },
    depth,
    columns: { count: width },
    left: (row) => `outGradient[(rowStart + ${row}) * ${depth}u + k]`,
    right: transposed('weights', `id.z * ${layout.size / 4}u`, depth),
    write: toRows(width, (column, sum) => `gradient[place + ${column}] = ${sum};`),
  })
}

/**
 * dW = inputᵀ·dout, for inputs as they are or divided by their rms; `gains` multiplies the gain in later.
 *
 * `input [M, R, inner]`, `inverseRms [M, R]` where the input is normalised, `outGradient [M, R, outer]`, `partials [S, M, Q]`.
 */
export function weightGradient(
  layout: Layout,
  inner: number,
  outer: number,
  isNormalised: boolean,
  tileShape: TileShape,
): Kernel {
  const scale = (row: string): string => (isNormalised ? ` * inverseRms[${row}]` : '')
  return outerProductKernel(tileShape, layout, {
    name: 'weightGradient',
    buffers: { input: reads(), ...(isNormalised && { inverseRms: reads('array<f32>') }), outGradient: reads() },
    left: { vectors: inner / 4, at: (row, column) => `input[${row} * ${inner / 4}u + ${column}]${scale(row)}` },
    right: { vectors: outer / 4, at: (row, column) => `outGradient[${row} * ${outer / 4}u + ${column}]` },
  })
}
