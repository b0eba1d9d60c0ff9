import { log } from '../../core/elementary'
import { blockEnd } from '../../pear/weights'
import type { TokenBatch, TrainBatch } from '../engine'
import { type Objective, pearOf, reductionFactor } from '../objective'

/** What the host knows of every position of a step; arrays are `[M, B, T]`. */
export interface Positions {
  /** The factor of a token's loss in the member's loss (its reduction); 0 off the response. */
  scale: Float32Array
  /** 1 / number of response tokens on the response, else 0: sums with it are means over response tokens. */
  share: Float32Array
}

/** Calls `visit` for every response token with its row's `[S, B]` index, its `[S, B, T]` index and its number t from 0. */
function forResponse(
  batch: TokenBatch,
  slot: number,
  visit: (row: number, position: number, t: number, count: number) => void,
): void {
  const { rows, length, firsts, counts } = batch
  for (let row = slot * rows; row < (slot + 1) * rows; row++) {
    const count = counts[row] as number
    const first = firsts[row] as number
    for (let t = 0; t < count; t++) visit(row, row * length + first + t, t, count)
  }
}

/** Reductions as factors (METHOD.md): rows without response count as no rows. */
export function lossScales(batch: TokenBatch, objectives: readonly Objective[]): Positions {
  const size = batch.rows * batch.length
  const scale = new Float32Array(objectives.length * size)
  const share = new Float32Array(objectives.length * size)
  objectives.forEach((objective, member) => {
    const slot = batch.slotOf[member] as number
    const counts = batch.counts.subarray(slot * batch.rows, (slot + 1) * batch.rows)
    const tokens = counts.reduce((sum, count) => sum + count, 0)
    const rows = counts.reduce((sum, count) => sum + Number(count > 0), 0)
    const offset = (member - slot) * size
    forResponse(batch, slot, (_, position, __, count) => {
      share[offset + position] = 1 / tokens
      scale[offset + position] = reductionFactor(objective, { tokens, rows, count })
    })
  })
  return { scale, share }
}

/** Where PEAR's sums begin; arrays are `[M, B, T]` and 0 where a member has another objective. */
export interface PearReach {
  /** δ counts for a token's weight from positions greater than this on. */
  end: Float32Array
  /** (T − e)·log γ. */
  discount: Float32Array
}

/** The reach of every token's weight (METHOD.md, "PEAR weights"): past itself, past its block, or all. */
export function pearReach(batch: TokenBatch, objectives: readonly Objective[]): PearReach {
  const size = batch.rows * batch.length
  const end = new Float32Array(objectives.length * size).fill(batch.length)
  const discount = new Float32Array(objectives.length * size)
  objectives.forEach((objective, member) => {
    const pear = pearOf(objective)
    if (!pear) return
    const slot = batch.slotOf[member] as number
    const offset = (member - slot) * size
    forResponse(batch, slot, (row, position, t, count) => {
      const first = batch.firsts[row] as number
      if (pear.variant === 'sequence') {
        end[offset + position] = -1
        return
      }
      const last = blockEnd(t, pear.variant === 'token' ? 1 : pear.settings.block, count)
      end[offset + position] = first + last
      discount[offset + position] = (count - 1 - last) * log(pear.settings.gamma)
    })
  })
  return { end, discount }
}

/** `[S, B, T]` with 0 off the response, so that whatever stood there cannot reach a sum. */
export function onResponse(batch: TokenBatch, values: Float32Array): Float32Array {
  const kept = new Float32Array(values.length)
  for (let slot = 0; slot < batch.slots; slot++) {
    forResponse(batch, slot, (_, position) => {
      kept[position] = values[position] as number
    })
  }
  return kept
}

/** A_i at every response token of its row: `[S, B]` to `[S, B, T]`. */
export function advantageAtTokens(batch: TrainBatch, advantages: Float32Array): Float32Array {
  const spread = new Float32Array(batch.slots * batch.rows * batch.length)
  for (let slot = 0; slot < batch.slots; slot++) {
    forResponse(batch, slot, (row, position) => {
      spread[position] = advantages[row] as number
    })
  }
  return spread
}

/** 1 on the response, `[S, B, T]`. */
export function responseMask(batch: TokenBatch): Float32Array {
  return onResponse(batch, new Float32Array(batch.slots * batch.rows * batch.length).fill(1))
}
