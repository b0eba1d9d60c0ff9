import type { Recorder, Slice } from '../device/plan'
import { adamw } from '../kernels/adamw'
import { finish } from '../kernels/finish'
import { gains, gainsGrid } from '../kernels/gains'
import { norm } from '../kernels/norm'
import { reduce } from '../kernels/reduce'
import type { Layout } from '../layout'
import { NORM_PARTS } from '../wgsl/structs'
import { gridOf } from './grid'

/** What the optimizer reads and writes. */
export interface OptimizeBuffers {
  sizes: Slice
  optimizer: Slice
  members: Slice
  partials: GPUBuffer
  gradients: GPUBuffer
  /** What `coefficients` summed. */
  sums: GPUBuffer
  normParts: GPUBuffer
  /** `[M]`: clipping. */
  scales: GPUBuffer
  metrics: GPUBuffer
  /** The members' parameters and moments, `[M, P]`. */
  parameters: Slice
  firstMoments: Slice
  secondMoments: Slice
}

/** Records the sums of the gradient's parts, its norm, the metrics, and AdamW: 5 dispatches. */
export function recordOptimizer(plan: Recorder, layout: Layout, members: number, buffers: OptimizeBuffers): void {
  const { sizes, optimizer, partials, gradients, normParts, scales, parameters } = buffers
  plan.add(reduce(layout), { sizes, partials, gradients }, gridOf(layout.gradientSize / 4, members))
  plan.add(gains(layout), { parameters, gradients }, gainsGrid(layout, members))
  plan.add(norm(layout), { gradients, normParts }, gridOf(NORM_PARTS, members))
  const { sums, metrics, members: table, firstMoments, secondMoments } = buffers
  plan.add(finish(), { sizes, optimizer, members: table, sums, normParts, scales, metrics }, [1, 1, members])
  plan.add(
    adamw(layout),
    { optimizer, members: table, gradients, scales, parameters, firstMoments, secondMoments },
    gridOf(layout.size / 4, members),
  )
}
