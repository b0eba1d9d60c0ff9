/*
 * The kernels of the processor's engine, in AssemblyScript: TypeScript's syntax with machine types, compiled to WebAssembly with
 * vectors of four float32. Pointers are bytes into the module's memory; matrices are float32, row after row. Every sum
 * runs in one fixed order, so that the same numbers in give the same bits out, wherever a row stands in a batch.
 */
export { allocate, release, copy, clear, gather, scatter, addRows } from './memory'
export { product, transpose } from './product'
export { normalise, normaliseBackward, rope, swiglu, swigluBackward } from './layer'
export { attend, attendBackward, attendCached } from './attention'
export { logProbabilities, divergence, divergenceFrom, logitGradient, draw } from './logits'
export { adamw, sumOfProducts } from './optimizer'
