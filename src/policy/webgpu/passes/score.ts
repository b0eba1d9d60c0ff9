import type { Scores, TokenBatch } from '../../engine'
import type { MemberRange } from '../../members'
import { scoreBuffers } from '../allocation'
import type { Gpu } from '../device/gpu'
import type { Kernel } from '../device/kernel'
import { gridOf, KernelList, type Recorder } from '../device/plan'
import { crossEntropy } from '../kernels/crossEntropy'
import { recordForward } from './forward'
import { type MemberGroup, Pass, type PassKind } from './pass'
import { passSizes } from './sizes'

/** Log-probabilities, entropies and KL of a group of members; no gradient, so that all layers share their buffers. */
export class ScorePass extends Pass {
  constructor(gpu: Gpu, kind: PassKind) {
    super(gpu, kind, scoreBuffers)
  }

  /** Submits the pass and reads back `[M, R, 4]`: log π(target), entropy, KL(π‖π_ref) or 0, 0. */
  async score(group: MemberGroup, reference: MemberGroup | undefined, batch: TokenBatch): Promise<Float32Array> {
    this.upload.packTokens(batch)
    this.send()
    const plan = this.planFor(group, reference, '', (fresh) => {
      this.record(fresh, group, reference)
    })
    this.gpu.submit([plan])
    const { members, rows } = this.kind.sizes
    const [bytes] = await this.gpu.read([{ buffer: this.buffers.forward.tokens, size: 16 * members * rows }])
    return new Float32Array(bytes ?? new ArrayBuffer(0))
  }

  /** What a score of this pass runs. */
  kernels(group: MemberGroup, reference: MemberGroup | undefined): Kernel[] {
    const list = new KernelList()
    this.record(list, group, reference)
    return list.kernels
  }

  private record(plan: Recorder, group: MemberGroup, reference: MemberGroup | undefined): void {
    const { layout, sizes: batch } = this.kind
    const inputs = this.inputs(group)
    const { sizesUniform: sizes, members, ids } = inputs
    const { forward, referenceLogProbs } = this.buffers
    const { logits, tokens } = forward
    const rows = gridOf(batch.rows, batch.members)
    if (reference && referenceLogProbs) {
      const own = { ...forward, logits: referenceLogProbs }
      recordForward(plan, this.inputs(reference), own)
      plan.add(
        crossEntropy(layout, { output: 'logProbs', kl: false }),
        { sizes, members, ids, logits: referenceLogProbs, tokens },
        rows,
      )
    }
    recordForward(plan, inputs, forward)
    plan.add(
      crossEntropy(layout, { output: 'none', kl: reference !== undefined }),
      { sizes, members, ids, logits, tokens, ...(referenceLogProbs && { referenceLogProbs }) },
      rows,
    )
  }
}

/**
 * Puts a group's scores in their place.
 *
 * @param tokens `[members of the group, R, 4]` as `crossEntropy` wrote them
 */
export function collectScores(
  scores: Scores,
  { from, to }: MemberRange,
  tokens: Float32Array,
  batch: TokenBatch,
): void {
  const { rows, positions } = passSizes(batch, to - from)
  for (let member = from; member < to; member++) {
    for (let i = 0; i < positions; i++) {
      const source = 4 * ((member - from) * rows + i)
      const target = member * positions + i
      scores.logProbs[target] = tokens[source] as number
      scores.entropies[target] = tokens[source + 1] as number
      if (scores.kl) scores.kl[target] = tokens[source + 2] as number
    }
  }
}
