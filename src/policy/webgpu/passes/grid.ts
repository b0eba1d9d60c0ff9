import type { Grid } from '../device/plan'
import { WORKGROUP } from '../device/kernel'
import { outerInvocations } from '../wgsl/outer'
import { acrossOf, type TileShape } from '../wgsl/tile'
import type { PassSizes } from './sizes'

/** A grid of single invocations along x for each of the members, and along y for each part of a sum. */
export function gridOf(invocations: number, members: number, parts = 1): Grid {
  return [Math.ceil(invocations / WORKGROUP), parts, members]
}

/** The grid of a matrix product with so many columns for each of a batch's rows. */
export function productGrid(
  tile: TileShape,
  { rows, members }: Pick<PassSizes, 'rows' | 'members'>,
  columns: number,
): Grid {
  return gridOf((rows / tile.rows) * acrossOf(columns, tile.columns, tile.exchange), members)
}

/** The grid of the gradient of weights `[inner, outer]`. */
export function gradientGrid(tile: TileShape, { members, parts }: PassSizes, inner: number, outer: number): Grid {
  return gridOf(outerInvocations(tile, inner / 4, outer / 4), members, parts)
}
