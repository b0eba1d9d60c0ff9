import { type Kernel, reads, writes } from '../device/kernel'
import type { Layout } from '../layout'
import { productKernel, transposed } from '../wgsl/product'
import type { TileShape } from '../wgsl/tile'
import { normalisedProduct } from './rmsNorm'

/*
 * SwiGLU, forward and backward; W_down is a projection (`projection.ts`).
 */

/**
 * hidden = silu(n·W_gate) ⊙ (n·W_up) for n = RMSNorm(x) (METHOD.md, "The policy").
 *
 * One invocation: a tile of half as many vectors of the gate, and those of up that they meet.
 * `weights [M, D, 2F]` (gate | up), `gateUp [M, R, 2F]` for the backward pass, `hidden [M, R, F]`; the rest see `normalisedProduct`.
 */
export function gateUp(layout: Layout, tileShape: TileShape): Kernel {
  const hidden = layout.hidden / 4
  return normalisedProduct(layout, tileShape, {
    name: 'gateUp',
    buffers: { weights: reads(), gateUp: writes(), hidden: writes() },
    functions: /* wgsl */ `
fn write(row: u32, column: u32, gate: vec4f, up: vec4f) {
  gateUp[row * ${2 * hidden}u + column] = gate;
  gateUp[row * ${2 * hidden}u + ${hidden}u + column] = up;
  hidden[row * ${hidden}u + column] = gate / (1.0 + exp(-gate)) * up;
}`,
    columns: { name: 'column', count: hidden, each: tileShape.columns / 8 },
    right: {
      part: (i, v) => `weights[member + (k * 4u + ${i}u) * ${2 * hidden}u + ${(v % 2) * hidden}u + column${v >> 1}]`,
      isTransposed: false,
    },
    write: (r, eachColumn) =>
      eachColumn((c) => `write(rowStart + ${r}u, column${c}, sum${r}_${2 * c} * scale, sum${r}_${2 * c + 1} * scale);`),
  })
}

/**
 * The gradient through W_down and SwiGLU: with h = dout·W_downᵀ and σ = sigmoid(gate),
 * dgate = h ⊙ up ⊙ σ·(1 + gate·(1 − σ)) and dup = h ⊙ gate·σ.
 *
 * `outGradient [M, R, D]`, `weights [M, F, D]`, `gateUp` and its `gradient [M, R, 2F]`.
 */
export function downBackward(layout: Layout, tileShape: TileShape): Kernel {
  const [depth, hidden] = [layout.width / 4, layout.hidden / 4]
  return productKernel(tileShape, {
    name: 'downBackward',
    buffers: { outGradient: reads(), weights: reads(), gateUp: reads(), gradient: writes() },
    functions: /* wgsl */ `
fn write(row: u32, column: u32, h: vec4f) {
  let place = row * ${2 * hidden}u + column;
  let gate = gateUp[place];
  let up = gateUp[place + ${hidden}u];
  let sigmoid = 1.0 / (1.0 + exp(-gate));
  gradient[place] = h * up * sigmoid * (1.0 + gate * (1.0 - sigmoid));
  gradient[place + ${hidden}u] = h * gate * sigmoid;
}`,
    depth,
    columns: { count: hidden },
    left: (row) => `outGradient[(rowStart + ${row}) * ${depth}u + k]`,
    right: transposed('weights', `id.z * ${layout.size / 4}u`, depth),
    write: (r, eachColumn) => eachColumn((v) => `write(rowStart + ${r}u, column${v}, sum${r}_${v});`),
  })
}
