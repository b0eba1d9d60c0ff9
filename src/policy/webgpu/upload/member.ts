import { log } from '../../../core/elementary'
import type { AdamWStep } from '../../adamw'
import { type GrpoReduction, type Objective, pearOf, type SftObjective } from '../../objective'
import { MEMBER_BYTES } from './layout'

/*
 * `Member` of WGSL (`wgsl/structs`), written by the host: a member's objective and learning rate as 24 words.
 */

/** Response tokens of a slot's batch, and its rows with a response. */
export interface SlotCounts {
  tokens: number
  rows: number
}

/** Words of `Member` (see `wgsl/structs`), of 4 bytes each. */
export const MEMBER_WORDS = [
  'slot',
  'kind',
  'variant',
  'reduction',
  'block',
  'initialRatio',
  'normalise',
  'tokens',
  'rows',
  'maxResponse',
  'logGamma',
  'klBeta',
  'deltaLow',
  'deltaHigh',
  'logGLow',
  'logGHigh',
  'ratioLow',
  'ratioHigh',
  'rate',
  'keep',
  'distils',
] as const
type Word = (typeof MEMBER_WORDS)[number]

const PLACES = Object.fromEntries(MEMBER_WORDS.map((word, place) => [word, place])) as Record<Word, number>
const KINDS = { uniform: 0, probability: 1, pear: 2, given: 4 } as const
const VARIANTS = { token: 0, block: 1, sequence: 2 } as const
const REDUCTIONS: Record<SftObjective['reduction'] | GrpoReduction, number> = {
  token: 0,
  dapo: 0,
  sequence: 1,
  grpo: 1,
  dr_grpo: 2,
}

/** Writes `Member`s into the two views of one section. */
export class MemberWriter {
  private start = 0

  constructor(
    private readonly whole: Uint32Array,
    private readonly real: Float32Array,
  ) {}

  /** Writes member m, with 0 for what its objective, if it has one, does not use. */
  write(m: number, slot: number, { tokens, rows }: SlotCounts, objective?: Objective): void {
    this.start = (m * MEMBER_BYTES) / 4
    this.whole.fill(0, this.start, this.start + MEMBER_BYTES / 4)
    this.setWhole('slot', slot)
    this.setReal('tokens', tokens)
    this.setReal('rows', rows)
    if (objective) this.writeObjective(objective)
  }

  /** Writes what AdamW multiplies member m's update and parameters with, for a learning rate with this factor. */
  writeRate(m: number, { rate, kept }: AdamWStep, factor: number): void {
    this.start = (m * MEMBER_BYTES) / 4
    this.setReal('rate', rate(factor))
    this.setReal('keep', kept(factor))
  }

  private writeObjective(objective: Objective): void {
    this.setWhole('reduction', REDUCTIONS[objective.reduction])
    if (objective.kind === 'grpo') {
      this.setWhole('kind', 3)
      this.setReal('maxResponse', objective.maxResponse)
      this.setReal('klBeta', objective.klBeta)
      this.setReal('ratioLow', 1 - objective.clipLow)
      this.setReal('ratioHigh', 1 + objective.clipHigh)
      return
    }
    this.setWhole('kind', KINDS[objective.weighting.kind])
    this.setWhole('distils', Number(objective.loss === 'kl'))
    const pear = pearOf(objective)
    if (!pear) return
    const { gamma, block, clipDelta, clipLogG } = pear.settings
    this.setWhole('variant', VARIANTS[pear.variant])
    this.setWhole('block', block)
    this.setWhole('initialRatio', Number(pear.ratio === 'initial'))
    this.setWhole('normalise', Number(pear.normalise))
    this.setReal('logGamma', log(gamma))
    this.setReal('deltaLow', clipDelta[0])
    this.setReal('deltaHigh', clipDelta[1])
    this.setReal('logGLow', clipLogG[0])
    this.setReal('logGHigh', clipLogG[1])
  }

  private setWhole(word: Word, value: number): void {
    this.whole[this.start + PLACES[word]] = value
  }

  private setReal(word: Word, value: number): void {
    this.real[this.start + PLACES[word]] = value
  }
}
