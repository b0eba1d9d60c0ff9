import * as tf from '@tensorflow/tfjs'
import { matMulKernel } from './matmul'
import { reduceKernel } from './reduce'
import { softmaxKernel } from './softmax'

let registered = false

/**
 * Replaces the stock WebGPU kernels that synchronise within workgroups, whose bits depend on the size of the batch, or
 * that are wrong at large sizes. Done once a page; the operations and their gradients stay tfjs's own.
 */
export function registerKernels(): void {
  if (registered) return
  registered = true
  for (const kernel of [matMulKernel, reduceKernel('Sum'), reduceKernel('Max'), softmaxKernel]) {
    tf.unregisterKernel(kernel.kernelName, kernel.backendName)
    tf.registerKernel(kernel)
  }
}
