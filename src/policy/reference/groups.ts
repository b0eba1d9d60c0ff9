import * as tf from '@tensorflow/tfjs'
import type { TokenBatch } from '../engine'
import { evenGroups, type MemberRange } from '../members'
import type { PolicyShape } from '../shape'

/** Bytes that one pass's intermediate results may take on the device. */
const ACTIVATION_BUDGET = 512 * 2 ** 20

/**
 * Cuts a population so that what one pass keeps for its gradient stays in budget; groups are of one size where possible, because
 * buffers are reused by exact size.
 */
export function memberGroups(
  members: number,
  { rows, length }: Pick<TokenBatch, 'rows' | 'length'>,
  shape: PolicyShape,
  budget = ACTIVATION_BUDGET,
): MemberRange[] {
  const { dModel, heads, layers, dFF, vocabulary } = shape
  // Tensors that live until the backward pass, in numbers a position, rounded up from a count of the decoder's operations.
  const position = layers * (20 * dModel + 8 * dFF + 6 * heads * length) + 6 * vocabulary
  const most = Math.max(1, Math.floor(budget / (4 * rows * length * position)))
  return evenGroups(members, most)
}

/** The parameters of a range of members, `[to − from, P]`. */
export function memberRows(flat: tf.Tensor2D, { from, to }: MemberRange): tf.Tensor2D {
  return tf.slice2d(flat, [from, 0], [to - from, -1])
}
