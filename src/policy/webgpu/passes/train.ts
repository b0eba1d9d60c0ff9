import type { TrainBatch } from '../../engine'
import { pearOf } from '../../objective'
import type { Part } from '../../shell'
import { type TrainBuffers, trainBuffers } from '../allocation'
import type { Gpu } from '../device/gpu'
import type { Kernel } from '../device/kernel'
import { type Grid, gridOf, KernelList, type Recorder, type Slice } from '../device/plan'
import { coefficients, normalise } from '../kernels/coefficients'
import { crossEntropy, distil } from '../kernels/crossEntropy'
import { adamw, finish, norm, reduce } from '../kernels/optimizer'
import { gains, gainsGrid } from '../kernels/rmsNorm'
import { packDistributions, type UploadedSettings } from '../upload/step'
import { METRICS_BYTES, NORM_PARTS } from '../wgsl/structs'
import { recordBackward } from './backward'
import { type PassInputs, recordForward } from './forward'
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
    const { forward, backward, behaviour, sums, referenceLogProbs, referenceTokens } = this.buffers
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
    this.recordOptimizer(plan, group, inputs)
  }

  /** Records the sums of the gradient's parts, its norm, the metrics, and AdamW: 5 dispatches. */
  private recordOptimizer(plan: Recorder, group: MemberGroup, { sizesUniform: sizes, members }: PassInputs): void {
    const { layout, sizes: batch } = this.kind
    const { backward, sums, normParts, scales, metrics } = this.buffers
    const { partials, gradients } = backward
    const optimizer = this.section(this.upload.layout.sections.optimizer)
    const vectorOf = (part: Part): Slice => memberSlice(group, part, layout)
    const parameters = vectorOf('parameters')
    const moments = { firstMoments: vectorOf('firstMoments'), secondMoments: vectorOf('secondMoments') }
    const grid = (invocations: number): Grid => gridOf(invocations, batch.members)
    plan.add(reduce(layout), { sizes, partials, gradients }, grid(layout.gradientSize / 4))
    plan.add(gains(layout), { parameters, gradients }, gainsGrid(layout, batch.members))
    plan.add(norm(layout), { gradients, normParts }, grid(NORM_PARTS))
    plan.add(finish(), { sizes, optimizer, members, sums, normParts, scales, metrics }, [1, 1, batch.members])
    plan.add(adamw(layout), { optimizer, members, gradients, scales, parameters, ...moments }, grid(layout.size / 4))
  }
}
