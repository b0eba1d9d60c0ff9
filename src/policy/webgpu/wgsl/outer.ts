import { type Kernel, repeat, uniform, WORKGROUP, writes } from '../device/kernel'
import { type Grid, gridOf } from '../device/plan'
import type { Layout } from '../layout'
import { extensionsOf, main, rowsOf } from './rows'
import { SIZES } from './structs'
import { deal, tileOf, type TileShape } from './tile'

/*
 * Weight gradients: products of two activations over the rows of a batch.
 */

/** The shortest tile: a weight gradient reads as much for one of fewer rows as it computes. */
const LEAST_ROWS = 8
/** Rows of activations that are summed at once: they are the inner dimension of this product. */
const STEP = 4

/** One of the two activations `[M, R, N]` whose product is a weight gradient. */
export interface Activation {
  /** vec4s of a row. */
  vectors: number
  /** WGSL of one vec4, at a row of `[M, R]` and a column; `rowStart` is the member's first row. */
  at: (row: string, column: string) => string
}

/** A weight gradient leftᵀ·right, as far as one kernel differs from another. */
export interface OuterProduct {
  name: string
  /** Bindings between the uniform `sizes` and `partials`. */
  buffers: Kernel['buffers']
  /** WGSL beside `main`. */
  functions?: string
  /** WGSL at the head of `main`. */
  before?: string
  /** Its numbers become rows of the gradient. */
  left: Activation
  /** Its numbers become columns of the gradient. */
  right: Activation
}

/**
 * The kernel of a weight gradient: partial sums over the rows of one chunk (grid.y), four at a time, to `partials [S, M, Q]`, which are
 * bound from the tensor's place on. One invocation: a tile of the gradient; consecutive ones take consecutive columns. `reduce`
 * adds the chunks up, in order.
 */
export function outerProductKernel(tileShape: TileShape, layout: Layout, product: OuterProduct): Kernel {
  const { name, buffers, functions = '', before = '', left, right } = product
  const { rows, columns } = deals(tileShape, left.vectors, right.vectors)
  const { rows: tileRows, declare, multiply } = outerTile(tileShape)
  const eachLeft = (line: (v: number) => string): string => repeat(tileRows / 4, line)
  const loads = rowsOf(STEP, tileShape.exchange)
  return {
    name,
    workgroupSize: WORKGROUP,
    extensions: extensionsOf(tileShape),
    buffers: { sizes: uniform('Sizes'), ...buffers, partials: writes() },
    code: /* wgsl */ `
${SIZES}
${functions}
${main(
  `
  ${before}
  if (id.x >= ${rows.invocations * columns.invocations}u) { return; }
  ${columns.declare('right')}
  ${rows.declare('left', `id.x / ${columns.invocations}u`)}
  let rowStart = id.z * sizes.rows;
  ${declare}
  let end = rowStart + min((id.y + 1u) * sizes.chunk, sizes.rows);
  for (var row = rowStart + id.y * sizes.chunk; row < end; row += ${STEP}u) {
    ${loads.eachLoaded((index, row) => eachLeft((v) => `let own${v}_${index} = ${left.at(`(row + ${row})`, `left${v}`)};`))}
    ${eachLeft((v) => `let left${v}Rows = transpose(mat4x4f(${repeat(STEP, (i) => loads.of(`own${v}_`, i), ', ')}));`)}
    ${multiply((r) => `left${r >> 2}Rows[${r & 3}]`, {
      part: (i, w) => right.at(`(row + ${i}u)`, `right${w}`),
      isTransposed: false,
    })}
  }
  let place = (id.y * sizes.members + id.z) * ${layout.gradientSize / 4}u;
  ${rows.eachOf('left', (v) =>
    repeat(
      4,
      (i) => `{
    let start = place + (left${v} * 4u + ${i}u) * ${right.vectors}u;
    ${columns.eachOf('right', (w) => `partials[start + right${w}] = sum${4 * v + i}_${w};`)}
  }`,
    ),
  )}
`,
  tileShape,
)}`,
  }
}

/** The grid of the gradient of weights `[inner, outer]`, in as many parts as its sum over rows has. */
export function gradientGrid(
  tileShape: TileShape,
  { members, parts }: { members: number; parts: number },
  inner: number,
  outer: number,
): Grid {
  const { rows, columns } = deals(tileShape, inner / 4, outer / 4)
  return gridOf(rows.invocations * columns.invocations, members, parts)
}

const outerTile = (shape: TileShape) => tileOf({ ...shape, rows: Math.max(LEAST_ROWS, shape.rows) })

/** How the gradient's rows and columns, in vec4s of the left and the right activation, are dealt to invocations. */
function deals(tileShape: TileShape, leftVectors: number, rightVectors: number) {
  const { rows, vectors } = outerTile(tileShape)
  return { rows: deal(leftVectors, rows / 4, { exchange: false }), columns: deal(rightVectors, vectors, tileShape) }
}
