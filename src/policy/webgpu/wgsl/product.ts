import { type Kernel, uniform, WORKGROUP } from '../device/kernel'
import { type Grid, gridOf } from '../device/plan'
import { extensionsOf, main } from './rows'
import { SIZES } from './structs'
import { deal, invocationsFor, type RightMatrix, tileOf, type TileShape } from './tile'

/*
 * Products of activations with weights, from which kernels differ in what they load and write.
 */

/**
 * A product of activations `[M, R, N]` with matrices `[M, N, columns]`, as far as one kernel differs from another. WGSL texts may use
 *
 * - `id.z`, the member; `row`, the tile's first row, and `rowStart`, the same in `[M, R]`;
 * - `k`, the vec4 of the inner dimension that the loop is at;
 * - `column0`, `column1` …, the vec4s of the outcome's row that an invocation computes, whose sums are `sum{row}_{column}`.
 */
export interface Product {
  name: string
  /** Bindings after the uniform `sizes`. */
  buffers: Kernel['buffers']
  /** WGSL beside `main`. */
  functions?: string
  /** vec4s of a row of the left matrix. */
  depth: number
  /**
   * What the row of the outcome is dealt out in: `count` things, of which an invocation takes `each`, as `{name}0`, `{name}1` …
   * They are the row's vec4s unless `each` is given: then `before` or `right` says which vec4s a thing stands for.
   */
  columns: { count: number; each?: number; name?: string }
  /** WGSL before the sums. */
  before?: string
  /** What is summed beside the product: WGSL before the loop, at the head of each step, and of each row that is loaded. */
  beside?: { start: string; step: string; load: (row: string, index: number) => string }
  /** WGSL of vec4 `k` of a row of the left matrix; `index` counts the rows that an invocation loads. */
  left: (row: string, index: number) => string
  right: RightMatrix
  /** WGSL that writes a row of the tile; `eachColumn` repeats a line for each of its columns. */
  write: (row: number, eachColumn: (line: (column: number) => string) => string) => string
}

/** The kernel of a product. One invocation: a tile. */
export function productKernel(tileShape: TileShape, product: Product): Kernel {
  const { name, buffers, functions = '', depth, before = '', beside, left, right, write } = product
  const tile = tileOf(tileShape)
  const { count, each = tile.vectors, name: column = 'column' } = product.columns
  const columns = deal(count, each, tileShape)
  const load = (row: string, index: number): string =>
    `${beside?.load(row, index) ?? ''} let own${index} = ${left(row, index)};`
  return {
    name,
    workgroupSize: WORKGROUP,
    extensions: extensionsOf(tileShape),
    buffers: { sizes: uniform('Sizes'), ...buffers },
    code: /* wgsl */ `
${SIZES}
${functions}
${main(
  `
  let row = (id.x / ${columns.invocations}u) * ${tile.rows}u;
  if (row >= sizes.rows) { return; }
  let rowStart = id.z * sizes.rows + row;
  ${columns.declare(column)}
  ${before}
  ${tile.declare}
  ${beside?.start ?? ''}
  for (var k = 0u; k < ${depth}u; k++) {
    ${beside?.step ?? ''}
    ${tile.loadAndMultiply(load, right)}
  }
  ${tile.eachRow((r) => write(r, (line) => columns.eachOf(column, line)))}
`,
  tileShape,
)}`,
  }
}

/** A matrix `[depth, 4·columns]` of a buffer, from vec4 `start` (WGSL) on. */
export const matrix = (buffer: string, start: string, columns: number): RightMatrix => ({
  part: (i, v) => `${buffer}[${start} + (k * 4u + ${i}u) * ${columns}u + column${v}]`,
  isTransposed: false,
})

/** The transpose of a matrix `[columns, 4·depth]` of a buffer, from vec4 `start` (WGSL) on. */
export const transposed = (buffer: string, start: string, depth: number): RightMatrix => ({
  part: (i, v) => `${buffer}[${start} + (column${v} * 4u + ${i}u) * ${depth}u + k]`,
  isTransposed: true,
})

/** Writes the tile to rows of `width` vec4s, by a line that sees `place`, the row's first, and is given its column and its sum. */
export const toRows =
  (width: number, line: (column: string, sum: string) => string): Product['write'] =>
  (r, eachColumn) => `{
    let place = (rowStart + ${r}u) * ${width}u;
    ${eachColumn((v) => line(`column${v}`, `sum${r}_${v}`))}
  }`

/** The grid of a product whose outcome has so many columns, for each of M members' R rows. */
export function productGrid(
  tile: TileShape,
  { rows, members }: { rows: number; members: number },
  columns: number,
): Grid {
  return gridOf((rows / tile.rows) * invocationsFor(columns, tile.columns, tile.exchange), members)
}
