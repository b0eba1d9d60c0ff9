import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs'
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu'
import { runIndependent, webGpu } from './program'

const COLUMNS = 4

/**
 * Batched matrix product with a register tile of up to 8 × 4 an invocation. Each number is summed over
 * the inner dimension in order, by a shader that does not depend on the batch: a member's bits are the same in any
 * population. Stock tfjs chooses among four programs by batch size, one of them with float atomics.
 */
export const matMulKernel: KernelConfig = {
  kernelName: 'BatchMatMul',
  backendName: 'webgpu',
  kernelFunc: ({ inputs, attrs, backend }) =>
    matMul(
      inputs.a as TensorInfo,
      inputs.b as TensorInfo,
      Boolean(attrs?.transposeA),
      Boolean(attrs?.transposeB),
      webGpu(backend),
    ),
}

function matMul(
  a: TensorInfo,
  b: TensorInfo,
  transposeA: boolean,
  transposeB: boolean,
  backend: WebGPUBackend,
): TensorInfo {
  const [aRows, aColumns] = lastTwo(a.shape)
  const [bRows, bColumns] = lastTwo(b.shape)
  const [rows, inner] = transposeA ? [aColumns, aRows] : [aRows, aColumns]
  const columns = transposeB ? bRows : bColumns
  const batchA = product(a.shape.slice(0, -2))
  const batchB = product(b.shape.slice(0, -2))
  const batch = Math.max(batchA, batchB)
  if ((batchA !== batch && batchA !== 1) || (batchB !== batch && batchB !== 1)) {
    throw new RangeError(
      `A batched product needs equal or single batches, not ${a.shape.join('×')} and ${b.shape.join('×')}.`,
    )
  }
  const outer = (batchA === batch ? a : b).shape.slice(0, -2)
  const tall = rows === 1 ? 1 : rows < 8 ? 4 : 8
  // Rows of b that are whole vectors are loaded as such.
  const vectors = !transposeB && columns % COLUMNS === 0
  return runIndependent(backend, {
    key: `matmul_${tall}_${vectors}`,
    inputs: { A: a, B: b },
    outputShape: [...outer, rows, columns],
    dtype: 'float32',
    invocations: batch * Math.ceil(rows / tall) * Math.ceil(columns / COLUMNS),
    sizes: {
      rows,
      columns,
      inner,
      aBatch: batchA === 1 ? 0 : rows * inner,
      aRow: transposeA ? 1 : inner,
      aInner: transposeA ? rows : 1,
      bBatch: batchB === 1 ? 0 : inner * columns,
      bColumn: transposeB ? inner : 1,
      bInner: transposeB ? 1 : columns,
    },
    components: vectors ? [1, COLUMNS] : [1, 1],
    body: matMulBody(tall, vectors),
  })
}

/** Rows and columns past the edge repeat the last one and are not written. */
function matMulBody(tall: number, vectors: boolean): string {
  const each = (line: (r: number) => string): string => Array.from({ length: tall }, (_, r) => line(r)).join('\n')
  const four = [0, 1, 2, 3]
  const starts = vectors
    ? `var b0 = (bStart + column) / ${COLUMNS};`
    : four.map((c) => `var b${c} = bStart + min(column + ${c}, lastColumn) * uniforms.bColumn;`).join(' ')
  const load = vectors ? 'vec4<f32>(B[b0])' : `vec4<f32>(${four.map((c) => `f32(B[b${c}])`).join(', ')})`
  const advance = vectors
    ? `b0 += uniforms.bInner / ${COLUMNS};`
    : four.map((c) => `b${c} += uniforms.bInner;`).join(' ')
  return `
    let wide = (uniforms.columns + ${COLUMNS - 1}) / ${COLUMNS};
    let high = (uniforms.rows + ${tall - 1}) / ${tall};
    let column = (index % wide) * ${COLUMNS};
    let row = ((index / wide) % high) * ${tall};
    let batch = index / (wide * high);
    let aStart = batch * uniforms.aBatch;
    let bStart = batch * uniforms.bBatch;
    let lastColumn = uniforms.columns - 1;
    ${starts}
    ${each((r) => `var a${r} = aStart + min(row + ${r}, uniforms.rows - 1) * uniforms.aRow; var sum${r} = vec4<f32>(0.0);`)}
    for (var k = 0; k < uniforms.inner; k++) {
      let values = ${load};
      ${each((r) => `sum${r} += f32(A[a${r}]) * values; a${r} += uniforms.aInner;`)}
      ${advance}
    }
    let count = min(uniforms.columns - column, ${COLUMNS});
    let out = (batch * uniforms.rows + row) * uniforms.columns + column;
    ${each(
      (r) => `if (row + ${r} < uniforms.rows) {
      for (var c = 0; c < count; c++) { result[out + ${r} * uniforms.columns + c] = sum${r}[c]; }
    }`,
    )}`
}

const product = (sizes: readonly number[]): number => sizes.reduce((a, b) => a * b, 1)

function lastTwo(shape: readonly number[]): [number, number] {
  return [shape.at(-2) ?? 1, shape.at(-1) ?? 1]
}
