import type { Layout } from '../layout'

/** How a rollout is spread over a device. Variants differ in speed, and in results by float32 rounding at most. */
export interface RolloutVariant {
  /**
   * Invocations that decode a group of sequences together: 1 on software adapters, where barriers are slow and each load of a
   * weight should serve many sequences; 64 on GPUs, where a workgroup spreads the columns of every product over its threads.
   */
  threads: 1 | 64
  /** Sequences of a group. */
  sequences: number
  /** Positions of a dispatch: a long rollout is cut into several, for the time a device gives to one. */
  positions: number
}

/** Sequences of one invocation's tile of a product: all of its group alone, one where a workgroup shares the group. */
export const tileOf = ({ threads, sequences }: RolloutVariant): number => (threads === 1 ? sequences : 1)

/** Groups of a workgroup: with one thread a group, so many neighbours fill a software adapter's SIMD lanes. */
export const lanesOf = ({ threads }: RolloutVariant): number => (threads === 1 ? 4 : 1)

/** Sequences of a workgroup. */
export const granuleOf = (variant: RolloutVariant): number => lanesOf(variant) * variant.sequences

/** vec4s of the scratch row of a sequence: queries, then the hidden layer. */
export const scratchWidth = ({ heads, hidden }: Layout): number => Math.max(heads, hidden) / 4

/** vec4s of the row that a norm or attention gives of a sequence to the next product. */
export const innerWidth = ({ width, heads }: Layout): number => Math.max(width, heads) / 4

/** Bytes of the activations and the state of a group. */
export function groupBytes(layout: Layout, sequences: number): number {
  const numbers = layout.width + 4 * (innerWidth(layout) + scratchWidth(layout)) + layout.vocabulary
  return sequences * (4 * numbers + 32)
}

/** The variant with as many of its sequences as a workgroup's memory of `limit` bytes has room for; no result depends on it. */
export function fitting(variant: RolloutVariant, layout: Layout, limit: number): RolloutVariant {
  let { sequences } = variant
  while (variant.threads > 1 && sequences > 1 && groupBytes(layout, sequences) + 16 > limit) sequences >>= 1
  return { ...variant, sequences }
}
