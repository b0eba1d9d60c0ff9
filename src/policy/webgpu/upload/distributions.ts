import type { TrainBatch } from '../../engine'

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
