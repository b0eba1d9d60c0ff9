import type { Kernel } from '../../../src/policy/webgpu/device/kernel'
import type { Grid } from '../../../src/policy/webgpu/device/plan'

/** Workgroups for so many invocations along x for each member. */
export const gridOf = (kernel: Kernel, invocations: number, members: number): Grid => [
  Math.ceil(invocations / kernel.workgroupSize),
  1,
  members,
]
