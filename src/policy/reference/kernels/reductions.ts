import { getKernel, type KernelConfig, type TensorInfo } from '@tensorflow/tfjs'
import { runIndependent, webGpu } from './program'

/** Beyond this many numbers one invocation a sum would leave a GPU idle; the stock kernel's workgroups are better. */
const LONGEST = 4096

const AXES = { Sum: 'axis', Max: 'reductionIndices' } as const
const COMBINE = { Sum: 'total += value;', Max: 'total = max(total, value);' } as const

/**
 * Sum or maximum over neighbouring axes, one invocation a result. The stock kernel gives every result a workgroup of 64
 * with a barrier for each halving: a hundred times slower on software adapters for rows of some twenty numbers.
 */
export function reduceKernel(kernelName: 'Sum' | 'Max'): KernelConfig {
  const stock = getKernel(kernelName, 'webgpu')
  return {
    kernelName,
    backendName: 'webgpu',
    kernelFunc: (call) => {
      const x = call.inputs.x as TensorInfo
      const axes = neighbours(call.attrs?.[AXES[kernelName]] as number | number[] | undefined, x.shape.length)
      if (x.dtype !== 'float32' || !axes) return stock.kernelFunc(call)
      const [first, last] = axes
      const product = (from: number, to: number): number => x.shape.slice(from, to).reduce((a, b) => a * b, 1)
      const length = product(first, last + 1)
      if (length > LONGEST || length === 0) return stock.kernelFunc(call)
      const kept = call.attrs?.keepDims ? x.shape.slice(first, last + 1).map(() => 1) : []
      return runIndependent(webGpu(call.backend), {
        key: `reduce_${kernelName}`,
        inputs: { X: x },
        outputShape: [...x.shape.slice(0, first), ...kept, ...x.shape.slice(last + 1)],
        dtype: 'float32',
        invocations: product(0, first) * product(last + 1, x.shape.length),
        sizes: { length, stride: product(last + 1, x.shape.length) },
        body: `
          let start = (index / uniforms.stride) * uniforms.length * uniforms.stride + index % uniforms.stride;
          var total = f32(X[start]);
          for (var i = 1; i < uniforms.length; i++) {
            let value = f32(X[start + i * uniforms.stride]);
            ${COMBINE[kernelName]}
          }
          result[index] = total;`,
      })
    },
  }
}

/** First and last axis where the axes are neighbours in order; undefined otherwise. */
function neighbours(axis: number | number[] | undefined, rank: number): [number, number] | undefined {
  const axes = axis === undefined ? Array.from({ length: rank }, (_, i) => i) : [axis].flat()
  const ordered = axes.map((a) => (a < 0 ? a + rank : a)).sort((a, b) => a - b)
  const first = ordered[0]
  if (first === undefined || ordered.some((a, i) => a !== first + i)) return undefined
  return [first, first + ordered.length - 1]
}

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
