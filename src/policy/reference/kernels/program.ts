import type { TensorInfo } from '@tensorflow/tfjs'
import { WebGPUBackend, type WebGPUProgram } from '@tensorflow/tfjs-backend-webgpu'

const WORKGROUP = 64

/** A compute shader in which every invocation works alone: no workgroup memory, no barrier, no atomic. */
export interface IndependentProgram {
  /** Unique for the text of `body`. */
  key: string
  inputs: Record<string, TensorInfo>
  outputShape: number[]
  dtype: 'float32' | 'int32'
  /** Numbers in an element of each input's array, 1 or 4; all 1 unless given. */
  components?: number[]
  /** Number of invocations. */
  invocations: number
  /** Integers the shader reads as `uniforms.NAME`. */
  sizes: Record<string, number>
  /**
   * WGSL statements that see `index`, the invocation's number, the inputs by name, and `result`. Inputs need `f32()`:
   * tfjs casts booleans to floats in name only and leaves integers in the buffer.
   */
  body: string
}

/** Runs a program on tfjs's WebGPU backend, in tfjs's own command stream. */
export function runIndependent(backend: WebGPUBackend, program: IndependentProgram): TensorInfo {
  const { invocations, sizes } = { ...program, sizes: { ...program.sizes, invocations: program.invocations } }
  const shader: WebGPUProgram = {
    variableNames: Object.keys(program.inputs),
    uniforms: Object.keys(sizes)
      .map((name) => `${name} : i32,`)
      .join(' '),
    workgroupSize: [WORKGROUP, 1, 1],
    outputShape: program.outputShape,
    dispatchLayout: { x: program.outputShape.map((_, axis) => axis) },
    dispatch: [Math.ceil(invocations / WORKGROUP), 1, 1],
    variableComponents: program.components ?? Object.keys(program.inputs).map(() => 1),
    shaderKey: `independent_${program.key}`,
    getUserCode: () => `fn main(index : i32) { if (index >= uniforms.invocations) { return; } ${program.body} }`,
  }
  const uniforms = Object.values(sizes).map((size) => ({ type: 'int32', data: [size] }))
  return backend.runWebGPUProgram(shader, Object.values(program.inputs), program.dtype, uniforms)
}

/** The backend a WebGPU kernel is called with. */
export function webGpu(backend: unknown): WebGPUBackend {
  if (!(backend instanceof WebGPUBackend)) throw new TypeError('A WebGPU kernel was called on another backend.')
  return backend
}
