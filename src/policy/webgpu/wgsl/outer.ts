import { repeat } from '../device/kernel'
import { tilesOf } from './tile'

/**
 * The body of a weight gradient: partial sums of leftᵀ·right over the rows of one chunk (grid.y), an 8 × 8 tile an invocation, consecutive
 * invocations along the columns. The chunks are added up, in order, by `reduce`.
 *
 * @param leftVectors vec4s of a row of the left matrix, whose numbers become rows of the result
 * @param rightVectors vec4s of a row of the right matrix
 * @param left and `right`: WGSL of one vec4 at `row` (in `[M, R]`) and a column
 * @param size numbers of a member in `partials [S, M, size]`
 */
export function outerProduct(
  leftVectors: number,
  rightVectors: number,
  left: (column: string) => string,
  right: (column: string) => string,
  size: number,
): string {
  const [across, down] = [tilesOf(rightVectors), tilesOf(leftVectors)]
  const each = (line: (v: number, i: number, w: number) => string): string =>
    repeat(2, (v) => repeat(4, (i) => repeat(2, (w) => line(v, i, w))))
  return /* wgsl */ `
  let right0 = id.x % ${across}u;
  let left0 = id.x / ${across}u;
  if (left0 >= ${down}u) { return; }
  let right1 = min(right0 + ${across}u, ${rightVectors - 1}u);
  let left1 = min(left0 + ${down}u, ${leftVectors - 1}u);
  let rowStart = id.z * sizes.rows;
  ${each((v, i, w) => `var sum${v}_${i}_${w} = vec4f();`)}
  let end = rowStart + min((id.y + 1u) * sizes.chunk, sizes.rows);
  for (var row = rowStart + id.y * sizes.chunk; row < end; row++) {
    ${repeat(2, (w) => `let b${w} = ${right(`right${w}`)};`)}
    ${repeat(2, (v) => `let a${v} = ${left(`left${v}`)};`)}
    ${each((v, i, w) => `sum${v}_${i}_${w} += a${v}[${i}] * b${w};`)}
  }
  let place = (id.y * sizes.members + id.z) * ${size / 4}u;
  ${repeat(2, (v) =>
    repeat(
      4,
      (i) => `
  ${v === 0 ? '' : `if (left0 + ${down}u < ${leftVectors}u) `}{
    let start = place + (left${v} * 4u + ${i}u) * ${rightVectors}u;
    partials[start + right0] = sum${v}_${i}_0;
    if (right0 + ${across}u < ${rightVectors}u) { partials[start + right1] = sum${v}_${i}_1; }
  }`,
    ),
  )}`
}

/** Invocations along x of `outerProduct`. */
export const outerInvocations = (leftVectors: number, rightVectors: number): number =>
  tilesOf(leftVectors) * tilesOf(rightVectors)
