import { createRng } from '../../../src/core/rng'
import type { Layout } from '../../../src/policy/webgpu/layout'

/** One member's parameters `[P]`, what stands in its gradient `[Q]` before `gains`, and what should stand there after. */
export interface GainCase {
  parameters: Float32Array
  partial: Float32Array
  expected: Float32Array
}

type Matrix = number[][]

/** Rows of activations that the gradients are sums over. */
const ROWS = 5

const times = (a: Matrix, b: Matrix): Matrix =>
  a.map((row) => (b[0] ?? []).map((_, j) => row.reduce((sum, x, k) => sum + x * (b[k]?.[j] ?? NaN), 0)))
const transposed = (a: Matrix): Matrix => (a[0] ?? []).map((_, j) => a.map((row) => row[j] ?? NaN))

/**
 * Random normalised activations x̂, gains, weights and output gradients dY of every gained product, with the gradients straight from
 * the definition h = g ⊙ x̂, Y = h·W: dW = hᵀ·dY and dg[k] = Σ_r x̂[r, k]·(dY·Wᵀ)[r, k]. Numbers that no product owns are left alone.
 */
export function gainCase(layout: Layout, seed: number): GainCase {
  const rng = createRng(seed, 'gains')
  const { width, heads, hidden, vocabulary, offsets, size } = layout
  const random = (rows: number, columns: number): Matrix =>
    Array.from({ length: rows }, () => Array.from({ length: columns }, () => Math.fround(rng.uniform() - 0.5)))
  const parameters = Float32Array.from(random(1, size)[0] ?? [])
  const partial = Float32Array.from(random(1, layout.gradientSize)[0] ?? [])
  const expected = partial.slice()
  const read = (offset: number, rows: number, columns: number): Matrix =>
    Array.from({ length: rows }, (_, k) => [...parameters.subarray(offset + k * columns, offset + (k + 1) * columns)])

  /** `weights` is `[D, N]`; the embedding is stored the other way round. */
  function addProduct(gainAt: number, weightsAt: number, outputs: number, stored: (matrix: Matrix) => Matrix): void {
    const isTied = weightsAt === offsets.embedding
    const weights = stored(isTied ? read(weightsAt, outputs, width) : read(weightsAt, width, outputs))
    const gain = [...parameters.subarray(gainAt, gainAt + width)]
    const normalised = random(ROWS, width)
    const slopes = random(ROWS, outputs)
    const gained = normalised.map((row) => row.map((x, k) => x * (gain[k] ?? NaN)))
    const before = times(slopes, transposed(weights))
    partial.set(stored(times(transposed(normalised), slopes)).flat(), weightsAt)
    expected.set(stored(times(transposed(gained), slopes)).flat(), weightsAt)
    expected.set(
      gain.map((_, k) => normalised.reduce((sum, row, r) => sum + (row[k] ?? NaN) * (before[r]?.[k] ?? NaN), 0)),
      gainAt,
    )
  }

  for (const { attnNorm, qkv, mlpNorm, gateUp } of offsets.layers) {
    addProduct(attnNorm, qkv, 3 * heads, (matrix) => matrix)
    addProduct(mlpNorm, gateUp, 2 * hidden, (matrix) => matrix)
  }
  addProduct(offsets.finalNorm, offsets.embedding, vocabulary, transposed)
  for (let i = 0; i < vocabulary * width; i++) {
    const place = offsets.embedding + i
    expected[place] = (expected[place] ?? NaN) + (partial[size + i] ?? NaN)
  }
  return { parameters, partial, expected }
}
