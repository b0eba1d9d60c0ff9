import { RMS_EPSILON } from '../../constants'
import type { RightMatrix, Tile } from './tile'

/**
 * The inner loop of a product whose left matrix is RMSNorm(x): the sum of squares comes along, and 1/rms, which does not depend on
 * the column, is multiplied in at the end by `scaleOf`. Reads `x`, `gain` and `rowStart`; `member` is the first vec4 of the member's
 * parameters.
 *
 * @param inner vec4s of a row of x
 */
export const normalisedProduct = (tile: Tile, inner: number, right: RightMatrix): string => /* wgsl */ `
  ${tile.declare}
  ${tile.loads.eachLoaded((index) => `var squares${index} = 0.0;`)}
  for (var k = 0u; k < ${inner}u; k++) {
    let g = gain[member + k];
    ${tile.loadAndMultiply(
      (row, index) => `
      let x${index} = x[(rowStart + ${row}) * ${inner}u + k];
      squares${index} += dot(x${index}, x${index});
      let own${index} = x${index} * g;`,
      right,
    )}
  }`

/** WGSL that declares `scale`, 1/rms of one of the tile's rows, for a residual stream of `width` numbers. */
export const scaleOf = ({ loads }: Tile, row: number, width: number): string =>
  `let scale = inverseSqrt(${loads.of('squares', row)} * ${1 / width} + ${RMS_EPSILON});`
