import { type Kernel, reads, repeat, writes } from '../device/kernel'
import type { Layout } from '../layout'
import { matrix } from '../wgsl/product'
import type { TileShape } from '../wgsl/tile'
import { normalisedProduct } from './rmsNorm'

/**
 * q | k | v = RoPE(RMSNorm(x)·W_qkv), RoPE on q and k alone (METHOD.md, "The policy").
 *
 * One invocation: a tile whose vectors are the pairs that RoPE turns together, numbers j and j + dh/2 of a head.
 * `weights [M, D, 3A]`, `rope [T, cos | sin]`, `qkv [M, R, 3A]`; the rest see `normalisedProduct`.
 */
export function qkv(layout: Layout, tileShape: TileShape): Kernel {
  const { shape, half, heads } = layout
  const [halfVectors, out] = [half / 4, (3 * heads) / 4]
  const pairs = tileShape.columns / 8
  return normalisedProduct(layout, tileShape, {
    name: 'qkv',
    buffers: { weights: reads(), rope: reads(), qkv: writes() },
    functions: /* wgsl */ `
fn write(row: u32, position: u32, pair: u32, low: vec4f, high: vec4f) {
  let head = pair / ${halfVectors}u;
  let within = pair % ${halfVectors}u;
  let place = row * ${out}u + head * ${2 * halfVectors}u + within;
  if (head < ${2 * shape.heads}u) {
    let angle = position * ${2 * halfVectors}u + within;
    let c = rope[angle];
    let s = rope[angle + ${halfVectors}u];
    qkv[place] = low * c - high * s;
    qkv[place + ${halfVectors}u] = high * c + low * s;
  } else {
    qkv[place] = low;
    qkv[place + ${halfVectors}u] = high;
  }
}`,
    columns: { name: 'pair', count: out / 2, each: pairs },
    before: repeat(
      pairs,
      (p) => `
  let column${2 * p} = pair${p} / ${halfVectors}u * ${2 * halfVectors}u + pair${p} % ${halfVectors}u;
  let column${2 * p + 1} = column${2 * p} + ${halfVectors}u;`,
    ),
    right: matrix('weights', 'member', out),
    write: (r, eachPair) => `
    let position = (row + ${r}u) % sizes.length;
    ${eachPair(
      (p) => `write(rowStart + ${r}u, position, pair${p}, sum${r}_${2 * p} * scale, sum${r}_${2 * p + 1} * scale);`,
    )}`,
  })
}
