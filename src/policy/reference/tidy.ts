import * as tf from '@tensorflow/tfjs'

/** `tf.tidy` for results of any type: frees every tensor made in `work` that its result does not hold. */
export function tidy<T>(work: () => T): T {
  return tf.tidy(work as () => tf.TensorContainer) as T
}
