import { adamWStep } from '../../adamw'
import type { StepSettings, TokenBatch, TrainBatch } from '../../engine'
import type { Objective } from '../../objective'
import { MEMBER_BYTES, OPTIMIZER_BYTES, type Section, SEQUENCE_BYTES, SIZES_BYTES, type UploadLayout } from './layout'
import { MemberWriter, type SlotCounts } from './member'

/*
 * Batches as kernels read them: ids and offline log-probabilities `[S, R]`, sequences `[S, B]`, members `[M]`, and where a loss needs
 * them π_β `[S, R, V]`.
 */

/** What a step uploads of its settings. */
export type UploadedSettings = Pick<StepSettings, 'objectives' | 'optimizer' | 'rateFactors'>

/** Packs batches of one size, step after step, into the same memory, so that a step is one upload and leaves no garbage. */
export class Upload {
  /** What goes to the device. */
  readonly bytes: ArrayBuffer
  private readonly optimizer: Float32Array
  private readonly sequencesWhole: Uint32Array
  private readonly sequencesReal: Float32Array
  private readonly ids: Uint32Array
  private readonly offline: Float32Array
  private readonly members: MemberWriter
  private readonly counts: SlotCounts[]

  constructor(readonly layout: UploadLayout) {
    const { sections, sizes } = layout
    const { members, slots, batch, length, positions, rows, chunk, parts } = sizes
    this.bytes = new ArrayBuffer(layout.bytes)
    const whole = ({ offset }: Section, bytes: number): Uint32Array => new Uint32Array(this.bytes, offset, bytes / 4)
    const real = ({ offset }: Section, bytes: number): Float32Array => new Float32Array(this.bytes, offset, bytes / 4)
    const sequenceBytes = slots * batch * SEQUENCE_BYTES
    const memberBytes = members * MEMBER_BYTES
    this.optimizer = real(sections.optimizer, OPTIMIZER_BYTES)
    this.sequencesWhole = whole(sections.sequences, sequenceBytes)
    this.sequencesReal = real(sections.sequences, sequenceBytes)
    this.ids = whole(sections.ids, slots * rows * 8)
    this.offline = real(sections.offline, slots * rows * 8)
    this.members = new MemberWriter(whole(sections.members, memberBytes), real(sections.members, memberBytes))
    this.counts = Array.from({ length: slots }, () => ({ tokens: 0, rows: 0 }))
    whole(sections.sizes, SIZES_BYTES).set([rows, positions, length, batch, chunk, parts, members])
  }

  /**
   * Packs an optimizer step.
   *
   * @param batch of this upload's size, checked before (`checkTokenBatch`, `checkStep`)
   * @param stepsTaken optimizer steps before this one
   */
  packStep(batch: TrainBatch, { objectives, optimizer, rateFactors }: UploadedSettings, stepsTaken: number): void {
    this.packBatch(batch, objectives)
    this.packOffline(batch)
    const step = adamWStep(optimizer, stepsTaken + 1)
    this.optimizer.set([step.epsilon, 1 - optimizer.beta1, 1 - optimizer.beta2, optimizer.maxGradNorm])
    for (let m = 0; m < this.layout.sizes.members; m++) this.members.writeRate(m, step, rateFactors?.[m] ?? 1)
  }

  /** Packs a pass that only scores: members have slots and no objectives. */
  packTokens(batch: TokenBatch): void {
    this.packBatch(batch)
  }

  private packBatch(batch: TrainBatch, objectives?: readonly Objective[]): void {
    this.packSequences(batch)
    this.packIds(batch)
    for (let m = 0; m < this.layout.sizes.members; m++) {
      const slot = batch.slotOf[m] as number
      this.members.write(m, slot, this.counts[slot] as SlotCounts, objectives?.[m])
    }
  }

  private packSequences({ slots, rows, firsts, counts, advantages }: TrainBatch): void {
    for (let slot = 0; slot < slots; slot++) {
      const sum = this.counts[slot] as SlotCounts
      sum.tokens = 0
      sum.rows = 0
      for (let row = slot * rows; row < (slot + 1) * rows; row++) {
        const count = counts[row] as number
        sum.tokens += count
        sum.rows += Number(count > 0)
        // An empty row's first position may be anything.
        this.sequencesWhole[4 * row] = count > 0 ? (firsts[row] as number) : 0
        this.sequencesWhole[4 * row + 1] = count
        this.sequencesReal[4 * row + 2] = advantages?.[row] ?? 0
      }
    }
  }

  private packIds({ slots, rows, length, inputs, targets }: TokenBatch): void {
    const positions = rows * length
    for (let slot = 0; slot < slots; slot++) {
      const to = slot * this.layout.sizes.rows
      const from = slot * positions
      for (let i = 0; i < positions; i++) {
        this.ids[2 * (to + i)] = inputs[from + i] as number
        this.ids[2 * (to + i) + 1] = targets[from + i] as number
      }
    }
  }

  /** What stands off the response is packed as it is: nothing reads it. */
  private packOffline({ slots, rows, length, behaviourLogProbs, oldLogProbs, weights }: TrainBatch): void {
    const positions = rows * length
    const second = oldLogProbs ?? weights
    for (let slot = 0; slot < slots; slot++) {
      const to = slot * this.layout.sizes.rows
      const from = slot * positions
      for (let i = 0; i < positions; i++) {
        if (behaviourLogProbs) this.offline[2 * (to + i)] = behaviourLogProbs[from + i] as number
        if (second) this.offline[2 * (to + i) + 1] = second[from + i] as number
      }
    }
  }
}

/**
 * π_β of a batch as kernels read it, `[S, R, V]` with V padded to whole vectors; zeros off the responses, whatever stood there.
 *
 * @param rows R
 * @param vocabulary V, and what it is padded to
 */
export function packDistributions(
  { slots, rows: batch, length, firsts, counts, behaviourDistributions }: TrainBatch,
  rows: number,
  vocabulary: { own: number; padded: number },
): Float32Array {
  const packed = new Float32Array(slots * rows * vocabulary.padded)
  if (!behaviourDistributions) return packed
  for (let sequence = 0; sequence < slots * batch; sequence++) {
    const slot = Math.floor(sequence / batch)
    const first = firsts[sequence] as number
    for (let t = first; t < first + (counts[sequence] as number); t++) {
      const from = (sequence * length + t) * vocabulary.own
      const to = slot * rows + (sequence - slot * batch) * length + t
      packed.set(behaviourDistributions.subarray(from, from + vocabulary.own), to * vocabulary.padded)
    }
  }
  return packed
}
