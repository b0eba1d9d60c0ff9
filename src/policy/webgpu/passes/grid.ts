import type { Grid } from '../device/plan'
import { WORKGROUP } from '../device/kernel'

/** A grid of single invocations along x for each of the members, and along y for each part of a sum. */
export function gridOf(invocations: number, members: number, parts = 1): Grid {
  return [Math.ceil(invocations / WORKGROUP), parts, members]
}
