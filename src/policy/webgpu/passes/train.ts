import type { TrainBatch } from '../../engine'
import { pearOf } from '../../objective'
import { type TrainBuffers, trainBuffers } from '../allocation'
import type { Gpu } from '../device/gpu'
import type { Kernel } from '../device/kernel'
import { gridOf, KernelList, type Recorder, type Slice } from '../device/plan'
import { coefficients, normalise } from '../kernels/coefficients'
import { crossEntropy, distil } from '../kernels/crossEntropy'
import { adamw, finish, norm, reduce } from '../kernels/optimizer'
import { gains, gainsGrid } from '../kernels/rmsNorm'
import type { Layout } from '../layout'
import { packDistributions, type UploadedSettings } from '../upload/step'
import { METRICS_BYTES, NORM_PARTS } from '../wgsl/structs'
import { recordBackward } from './backward'
import { recordForward } from './forward'
import { type MemberGroup, memberSlice, Pass, type PassKind } from './pass'

/** Forward, coefficients, backward and AdamW of a group of members, one submission a step. */
export class TrainPass extends Pass<TrainBuffers> {
  constructor(gpu: Gpu, kind: PassKind) {
    super(gpu, kind, trainBuffers)
  }

  /**
   * Submits one step of a group.
   *
   * @param batch whose `slotOf` is the group's
   * @param stepsTaken optimizer steps before this one
   * @param metrics where each member's metrics go, in bytes
   * @returns dispatches
   */
  step(
    group: MemberGroup,
    reference: MemberGroup | undefined,
    batch: TrainBatch,
    step: UploadedSettings,
    stepsTaken: number,
    metrics: { buffer: GPUBuffer; offset: number },
  ): number {
    this.upload.packStep(batch, step, stepsTaken)
    this.send()
    this.sendDistributions(batch)
    const normalises = step.objectives.some((objective) => pearOf(objective)?.normalise)
    const plan = this.planFor(group, reference, normalises ? 'normalise' : 'raw', (fresh) => {
      this.record(fresh, group, reference, normalises)
    })
    const size = METRICS_BYTES * this.kind.sizes.members
    this.gpu.submit([plan], [{ from: this.buffers.metrics, to: metrics.buffer, offset: metrics.offset, size }])
    return plan.length
  }

  /** What a step of this pass runs, with and without normalised weights. */
  kernels(group: MemberGroup, reference: MemberGroup | undefined): Kernel[] {
    const list = new KernelList()
    this.record(list, group, reference, true)
    return list.kernels
  }

  private sendDistributions(batch: TrainBatch): void {
    const { behaviour } = this.buffers
    if (!behaviour) return
    const { layout, sizes } = this.kind
    const vocabulary = { own: layout.shape.vocabulary, padded: layout.vocabulary }
    const packed = packDistributions(batch, sizes.rows, vocabulary)
    this.gpu.device.queue.writeBuffer(behaviour, 0, packed)
  }

  private record(plan: Recorder, group: MemberGroup, reference: MemberGroup | undefined, normalises: boolean): void {
    const { layout, sizes: batch } = this.kind
    const { forward, backward, behaviour, sums, normParts, scales, metrics, referenceLogProbs, referenceTokens } =
      this.buffers
    const inputs = this.inputs(group)
    const { sizesUniform: sizes, members, ids } = inputs
    const rows = gridOf(batch.rows, batch.members)
    if (reference && referenceLogProbs && referenceTokens) {
      // All else it shares with the policy's pass.
      const own = { ...forward, logits: referenceLogProbs, tokens: referenceTokens }
      recordForward(plan, this.inputs(reference), own)
      const { logits, tokens } = own
      plan.add(crossEntropy(layout, { output: 'logProbs', kl: false }), { sizes, members, ids, logits, tokens }, rows)
    }
    recordForward(plan, inputs, forward)
    const { logits, tokens } = forward
    const hasReference = reference !== undefined
    plan.add(
      crossEntropy(layout, { output: 'probabilities', kl: hasReference }),
      { sizes, members, ids, logits, tokens, ...(referenceLogProbs && { referenceLogProbs }) },
      rows,
    )
    if (behaviour) plan.add(distil(layout), { sizes, members, ids, behaviour, probabilities: logits, tokens }, rows)
    const { sections } = this.upload.layout
    plan.add(
      coefficients({ hasReference }),
      {
        sizes,
        members,
        sequences: this.section(sections.sequences),
        offline: this.section(sections.offline),
        tokens,
        ...(referenceTokens && { referenceTokens }),
        coefficients: backward.coefficients,
        sums,
      },
      gridOf(batch.batch, batch.members),
    )
    if (normalises) {
      plan.add(
        normalise(),
        { sizes, members, sums, coefficients: backward.coefficients },
        gridOf(batch.rows / 4, batch.members),
      )
    }
    recordBackward(plan, inputs, forward, backward)
    recordOptimizer(plan, layout, batch.members, {
      sizes,
      optimizer: this.section(sections.optimizer),
      members,
      partials: backward.partials,
      gradients: backward.gradients,
      sums,
      normParts,
      scales,
      metrics,
      parameters: memberSlice(group, 'parameters', layout),
      firstMoments: memberSlice(group, 'firstMoments', layout),
      secondMoments: memberSlice(group, 'secondMoments', layout),
    })
  }
}

/** What the optimizer reads and writes. */
interface OptimizeBuffers {
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
function recordOptimizer(plan: Recorder, layout: Layout, members: number, buffers: OptimizeBuffers): void {
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
