import { repeat } from '../device/kernel'
import { rowsOf } from './rows'
import { deal, tileOf, type TileShape } from './tile'

/** The shortest tile: a weight gradient reads as much for one of fewer rows as it computes. */
const LEAST_ROWS = 8
/** Rows of activations that are summed at once: they are the inner dimension of this product. */
const STEP = 4

/**
 * The body of a weight gradient: partial sums of leftᵀ·right over the rows of one chunk (grid.y), four at a time, a tile an invocation,
 * consecutive invocations along the columns. The chunks are added up, in order, by `reduce`.
 *
 * @param leftVectors vec4s of a row of the left matrix, whose numbers become rows of the result
 * @param rightVectors vec4s of a row of the right matrix
 * @param left and `right`: WGSL of one vec4 at a row (in `[M, R]`) and a column
 * @param size numbers of a member in `partials [S, M, size]`
 */
export function outerProduct(
  tileShape: TileShape,
  leftVectors: number,
  rightVectors: number,
  left: (row: string, column: string) => string,
  right: (row: string, column: string) => string,
  size: number,
): string {
  const [down, along] = outerDeals(tileShape, leftVectors, rightVectors)
  const { rows, declare, multiply } = outerTile(tileShape)
  const eachLeft = (line: (v: number) => string): string => repeat(rows / 4, line)
  const loads = rowsOf(STEP, tileShape.exchange)
  return /* wgsl */ `
  if (id.x >= ${down.across * along.across}u) { return; }
  ${along.declare('right')}
  ${down.declare('left', `id.x / ${along.across}u`)}
  let rowStart = id.z * sizes.rows;
  ${declare}
  let end = rowStart + min((id.y + 1u) * sizes.chunk, sizes.rows);
  for (var row = rowStart + id.y * sizes.chunk; row < end; row += ${STEP}u) {
    ${loads.eachLoaded((index, row) => eachLeft((v) => `let own${v}_${index} = ${left(`(row + ${row})`, `left${v}`)};`))}
    ${eachLeft((v) => `let left${v}Rows = transpose(mat4x4f(${repeat(STEP, (i) => loads.of(`own${v}_`, i), ', ')}));`)}
    ${multiply((r) => `left${r >> 2}Rows[${r & 3}]`, {
      part: (i, w) => right(`(row + ${i}u)`, `right${w}`),
      form: 'along',
    })}
  }
  let place = (id.y * sizes.members + id.z) * ${size / 4}u;
  ${down.eachOf('left', (v) =>
    repeat(
      4,
      (i) => `{
    let start = place + (left${v} * 4u + ${i}u) * ${rightVectors}u;
    ${along.eachOf('right', (w) => `partials[start + right${w}] = sum${4 * v + i}_${w};`)}
  }`,
    ),
  )}`
}

/** Invocations along x of `outerProduct`. */
export function outerInvocations(tileShape: TileShape, leftVectors: number, rightVectors: number): number {
  const [down, along] = outerDeals(tileShape, leftVectors, rightVectors)
  return down.across * along.across
}

const outerTile = (shape: TileShape) => tileOf({ ...shape, rows: Math.max(LEAST_ROWS, shape.rows) })

function outerDeals(tileShape: TileShape, leftVectors: number, rightVectors: number) {
  const { rows, vectors } = outerTile(tileShape)
  return [deal(leftVectors, rows / 4, { exchange: false }), deal(rightVectors, vectors, tileShape)] as const
}
