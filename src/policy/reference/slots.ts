import * as tf from '@tensorflow/tfjs'

/** Where members read: how many slots there are and which slot each member reads. */
export interface SlotMap {
  slots: number
  slotOf: readonly number[]
}

/**
 * Puts slot data `[S, …]` on the device as each member sees it: as it is, `[1, …]`, where all share one slot (operations
 * broadcast it), else `[M, …]`. Without a copy on the host where members and slots are the same.
 */
export function uploadSlots(
  data: Int32Array | Float32Array,
  { slots, slotOf }: SlotMap,
  shape: number[],
  dtype: 'float32' | 'int32' = 'float32',
): tf.Tensor {
  const lead = slots === 1 ? 1 : slotOf.length
  return tf.tensor(toMembers(data, { slots, slotOf }), [lead, ...shape], dtype)
}

/** One-hot of ids `[S, …]`, flattened to `[M or 1, N, V]`. */
export function uploadOneHot(ids: Int32Array, map: SlotMap, vocabulary: number): tf.Tensor3D {
  const count = ids.length / map.slots
  return tf.tidy(() => {
    const onDevice = uploadSlots(ids, map, [count], 'int32') as tf.Tensor2D
    return tf.oneHot(onDevice.flatten(), vocabulary, 1, 0, 'float32').reshape([-1, count, vocabulary])
  })
}

/** `[S, …]` on the host to `[M, …]`, or `[1, …]` for a single slot. */
export function toMembers<T extends Int32Array | Float32Array>(data: T, { slots, slotOf }: SlotMap): T {
  if (slots === 1 || (slots === slotOf.length && slotOf.every((slot, member) => slot === member))) return data
  const size = data.length / slots
  const result = (
    data instanceof Int32Array ? new Int32Array(size * slotOf.length) : new Float32Array(size * slotOf.length)
  ) as T
  slotOf.forEach((slot, member) => {
    result.set(data.subarray(slot * size, (slot + 1) * size), member * size)
  })
  return result
}
