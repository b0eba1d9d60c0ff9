import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs'
import { runIndependent, webGpu } from './program'

/**
 * Softmax over the last axis, one invocation a row. Besides its barriers, the stock kernel has no bounds check: past
 * 65,535 rows its rounded-up dispatch writes over the last row.
 */
export const softmaxKernel: KernelConfig = {
  kernelName: 'Softmax',
  backendName: 'webgpu',
  kernelFunc: ({ inputs, backend }) => {
    const x = inputs.logits as TensorInfo
    const length = x.shape.at(-1) ?? 1
    return runIndependent(webGpu(backend), {
      key: 'softmax',
      inputs: { X: x },
      outputShape: x.shape,
      dtype: 'float32',
      invocations: x.shape.reduce((a, b) => a * b, 1) / length,
      sizes: { length },
      body: `
        let start = index * uniforms.length;
        let end = start + uniforms.length;
        var largest = f32(X[start]);
        for (var i = start + 1; i < end; i++) { largest = max(largest, f32(X[i])); }
        var total = 0.0;
        for (var i = start; i < end; i++) {
          let value = exp(f32(X[i]) - largest);
          total += value;
          result[i] = value;
        }
        for (var i = start; i < end; i++) { result[i] = result[i] / total; }`,
    })
  },
}
