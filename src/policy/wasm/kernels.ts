import base64 from './assembly/index.ts?assembly'

/*
 * The WebAssembly module as TypeScript sees it.
 */

/** The address of something in the module's memory, in bytes. */
export type Pointer = number

/** The module's functions, as `assembly/` documents them. */
export interface Kernels {
  allocate(bytes: number): Pointer
  release(pointer: Pointer): void
  copy(source: Pointer, target: Pointer, count: number): void
  clear(target: Pointer, count: number): void
  product(
    a: Pointer,
    rowStep: number,
    depthStep: number,
    b: Pointer,
    c: Pointer,
    rows: number,
    depth: number,
    columns: number,
    add: boolean,
  ): void
  transpose(source: Pointer, rows: number, columns: number, target: Pointer): void
  normalise(x: Pointer, gain: Pointer, rows: number, width: number, y: Pointer, inverse: Pointer): void
  normaliseBackward(
    dy: Pointer,
    x: Pointer,
    gain: Pointer,
    inverse: Pointer,
    rows: number,
    width: number,
    dx: Pointer,
    dgain: Pointer,
  ): void
  rope(
    qkv: Pointer,
    positions: Pointer,
    rows: number,
    width: number,
    heads: number,
    cosines: Pointer,
    sines: Pointer,
    direction: 1 | -1,
  ): void
  attend(
    qkv: Pointer,
    lengths: Pointer,
    sequences: number,
    width: number,
    heads: number,
    probabilities: Pointer,
    out: Pointer,
  ): void
  attendBackward(
    qkv: Pointer,
    lengths: Pointer,
    sequences: number,
    width: number,
    heads: number,
    probabilities: Pointer,
    dout: Pointer,
    dqkv: Pointer,
    work: Pointer,
  ): void
  attendCached(
    qkv: Pointer,
    places: Pointer,
    counts: Pointer,
    rows: number,
    width: number,
    heads: number,
    keys: Pointer,
    values: Pointer,
    capacity: number,
    work: Pointer,
    out: Pointer,
  ): void
  swiglu(gate: Pointer, up: Pointer, count: number, out: Pointer): void
  swigluBackward(d: Pointer, gate: Pointer, up: Pointer, count: number): void
  gather(source: Pointer, index: Pointer, rows: number, width: number, out: Pointer): void
  addRows(source: Pointer, index: Pointer, rows: number, width: number, out: Pointer): void
  scatter(source: Pointer, index: Pointer, rows: number, width: number, out: Pointer): void
  logProbabilities(logits: Pointer, targets: Pointer, rows: number, vocabulary: number, tokens: Pointer): void
  divergence(policy: Pointer, reference: Pointer, rows: number, vocabulary: number, out: Pointer): void
  divergenceFrom(behaviour: Pointer, policy: Pointer, rows: number, vocabulary: number, out: Pointer): void
  logitGradient(
    logProbs: Pointer,
    targets: Pointer,
    behaviour: Pointer,
    coefficients: Pointer,
    rows: number,
    vocabulary: number,
  ): void
  draw(
    logits: Pointer,
    inverses: Pointer,
    uniforms: Pointer,
    rows: number,
    vocabulary: number,
    ids: Pointer,
    tokens: Pointer,
  ): void
  sumOfProducts(a: Pointer, b: Pointer, count: number): number
  adamw(
    parameters: Pointer,
    gradients: Pointer,
    firstMoments: Pointer,
    secondMoments: Pointer,
    count: number,
    scale: number,
    beta1: number,
    beta2: number,
    rate: number,
    epsilon: number,
    kept: number,
  ): void
}

/** An instance of the module with a memory of its own. */
export interface Module {
  kernels: Kernels
  memory: WebAssembly.Memory
}

/**
 * Compiles the kernels.
 *
 * @throws Error, with a sentence for people, where there is no WebAssembly with vectors
 */
export async function instantiate(): Promise<Module> {
  try {
    const { instance } = await WebAssembly.instantiate(
      Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)),
      { env: { abort } },
    )
    const { memory, ...kernels } = instance.exports
    return { kernels: kernels as unknown as Kernels, memory: memory as WebAssembly.Memory }
  } catch (error) {
    throw new Error(
      `This browser cannot run the processor's engine, which needs WebAssembly with SIMD (${String(error)}). Use a current browser.`,
      { cause: error },
    )
  }
}

function abort(): never {
  throw new Error('A kernel of the processor’s engine failed.')
}
