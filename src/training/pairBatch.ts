import { alignToTargets, packSequences } from '../policy/batch'
import type { TrainBatch } from '../policy/engine'
import type { OfflinePair } from './pairs'

/**
 * Packs offline pairs with log π_β of their tokens, and with π_β's whole distributions where pairs bring them.
 *
 * @param slots pairs of each slot
 * @param length T
 * @param vocabulary V
 */
export function packPairs(
  slots: readonly (readonly OfflinePair[])[],
  length: number,
  slotOf: readonly number[],
  vocabulary: number,
): TrainBatch {
  const packed = packSequences(slots, length, slotOf)
  const behaviourLogProbs = alignToTargets(
    packed,
    slots.map((list) => list.map((pair) => pair.behaviourLogProbs)),
  )
  if (!slots.flat().some((pair) => pair.behaviourDistributions)) return { ...packed, behaviourLogProbs }
  const behaviourDistributions = new Float32Array(packed.inputs.length * vocabulary)
  slots.forEach((list, slot) => {
    list.forEach((pair, index) => {
      const row = slot * packed.rows + index
      const start = row * length + (packed.firsts[row] as number)
      if (pair.behaviourDistributions) behaviourDistributions.set(pair.behaviourDistributions, start * vocabulary)
    })
  })
  return { ...packed, behaviourLogProbs, behaviourDistributions }
}
