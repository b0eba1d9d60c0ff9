import type * as tf from '@tensorflow/tfjs'

/** A tensor's numbers; the tensor is freed. */
export async function readAndDispose(tensor: tf.Tensor): Promise<Float32Array> {
  try {
    return await tensor.data<'float32'>()
  } finally {
    tensor.dispose()
  }
}
