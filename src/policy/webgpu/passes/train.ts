import type { TrainBatch } from '../../engine'
import { pearOf } from '../../objective'
import type { Gpu } from '../device/gpu'
import type { Kernel } from '../device/kernel'
import { KernelList, type Recorder } from '../device/plan'
import type { MemberGroup } from '../groups'
import { coefficients } from '../kernels/coefficients'
import { crossEntropy } from '../kernels/crossEntropy'
import { NORM_PARTS } from '../kernels/norm'
import { distil } from '../kernels/distil'
import { normalise } from '../kernels/normalise'
import { METRICS_BYTES } from '../metricsRing'
import { packDistributions } from '../upload/distributions'
import type { UploadedSettings } from '../upload/step'
import { recordBackward } from './backward'
import { type BackwardBuffers, backwardBuffers, type ForwardBuffers, forwardBuffers } from './buffers'
import { recordForward } from './forward'
import { gridOf } from './grid'
import { recordOptimizer } from './optimize'
import { memberSlice, Pass, type PassKind } from './pass'

/** Forward, coefficients, backward and AdamW of a group of members, one submission a step. */
export class TrainPass extends Pass {
  private readonly forward: ForwardBuffers
  /** What the reference's pass leaves; all else it shares with the policy's. */
  private readonly reference: Pick<ForwardBuffers, 'logits' | 'tokens'> | undefined
  private readonly backward: BackwardBuffers
  private readonly sums: GPUBuffer
  private readonly normParts: GPUBuffer
  private readonly scales: GPUBuffer
  private readonly metrics: GPUBuffer
  /** π_β, `[S, R, V]`, where batches bring it. */
  private readonly behaviour: GPUBuffer | undefined

  constructor(gpu: Gpu, kind: PassKind) {
    super(gpu, kind)
    const { layout, sizes, hasReference, hasDistributions } = kind
    const { members, slots, batch, rows } = sizes
    this.forward = forwardBuffers(this.buffers, layout, sizes, true)
    this.backward = backwardBuffers(this.buffers, layout, sizes)
    this.reference = hasReference
      ? {
          logits: this.buffers.add('referenceLogProbs', 4 * members * rows * layout.vocabulary),
          tokens: this.buffers.add('referenceTokens', 16 * members * rows),
        }
      : undefined
    this.behaviour = hasDistributions ? this.buffers.add('behaviour', 4 * slots * rows * layout.vocabulary) : undefined
    this.sums = this.buffers.add('sums', METRICS_BYTES * members * batch)
    this.normParts = this.buffers.add('normParts', 4 * NORM_PARTS * members)
    this.scales = this.buffers.add('scales', 4 * members)
    this.metrics = this.buffers.add('metrics', METRICS_BYTES * members)
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
    this.gpu.submit([plan], [{ from: this.metrics, to: metrics.buffer, offset: metrics.offset, size }])
    return plan.length
  }

  /** What a step of this pass runs, with and without normalised weights. */
  kernels(group: MemberGroup, reference: MemberGroup | undefined): Kernel[] {
    const list = new KernelList()
    this.record(list, group, reference, true)
    return list.kernels
  }

  private sendDistributions(batch: TrainBatch): void {
    if (!this.behaviour) return
    const { layout, sizes } = this.kind
    const vocabulary = { own: layout.shape.vocabulary, padded: layout.vocabulary }
    const packed = packDistributions(batch, sizes.rows, vocabulary)
    this.gpu.device.queue.writeBuffer(this.behaviour, 0, packed)
  }

  private record(plan: Recorder, group: MemberGroup, reference: MemberGroup | undefined, normalises: boolean): void {
    const { layout, sizes: batch } = this.kind
    const { forward, backward, sums } = this
    const inputs = this.inputs(group)
    const { sizesUniform: sizes, members, ids } = inputs
    const rows = gridOf(batch.rows, batch.members)
    const hasReference = reference !== undefined && this.reference !== undefined
    if (hasReference) {
      const own = { ...forward, ...this.reference }
      recordForward(plan, this.inputs(reference), own)
      const { logits, tokens } = own
      plan.add(crossEntropy(layout, { output: 'logProbs', kl: false }), { sizes, members, ids, logits, tokens }, rows)
    }
    recordForward(plan, inputs, forward)
    const { logits, tokens } = forward
    const frozen = hasReference && this.reference
    plan.add(
      crossEntropy(layout, { output: 'probabilities', kl: hasReference }),
      { sizes, members, ids, logits, tokens, ...(frozen && { referenceLogProbs: frozen.logits }) },
      rows,
    )
    const { behaviour } = this
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
        ...(frozen && { referenceTokens: frozen.tokens }),
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
      normParts: this.normParts,
      scales: this.scales,
      metrics: this.metrics,
      parameters: memberSlice(group, 'parameters', layout),
      firstMoments: memberSlice(group, 'firstMoments', layout),
      secondMoments: memberSlice(group, 'secondMoments', layout),
    })
  }
}
