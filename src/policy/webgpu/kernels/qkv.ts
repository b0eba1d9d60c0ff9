import { type Kernel, reads, repeat, uniform, WORKGROUP, writes } from '../device/kernel'
import type { Layout } from '../layout'
import { extensionsOf, main } from '../wgsl/rows'
import { SIZES } from '../wgsl/structs'
import { deal, tileOf, tileRow, type TileShape } from '../wgsl/tile'
import { normalisedProduct, scaleOf } from './rmsNorm'

/**
 * q | k | v = RoPE(RMSNorm(x)·W_qkv), RoPE on q and k alone (METHOD.md, "The policy").
 *
 * One invocation: a tile whose vectors are the pairs that RoPE turns together, numbers j and j + dh/2 of a head. The sum of squares comes along in the
 * product's inner loop, and 1/rms, which does not depend on the column, is multiplied in at the end.
 * `x [M, R, D]`, `gain [M, D]`, `weights [M, D, 3A]`, `rope [T, cos | sin]`, `qkv [M, R, 3A]`, `inverseRms [M, R]`.
 */
export function qkv(layout: Layout, tileShape: TileShape): Kernel {
  const { shape, width, half, heads, size } = layout
  const [inner, halfVectors, out] = [width / 4, half / 4, (3 * heads) / 4]
  const tile = tileOf(tileShape)
  const pairs = deal(out / 2, tile.vectors / 2, tileShape)
  return {
    name: 'qkv',
    workgroupSize: WORKGROUP,
    extensions: extensionsOf(tileShape),
    buffers: {
      sizes: uniform('Sizes'),
      x: reads(),
      gain: reads(),
      weights: reads(),
      rope: reads(),
      qkv: writes(),
      inverseRms: writes('array<f32>'),
    },
    code: /* wgsl */ `
${SIZES}
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
}
${main(
  `
  ${tileRow(tile, pairs.across)}
  ${pairs.declare('pair')}
  ${repeat(
    tile.vectors / 2,
    (p) => `
  let column${2 * p} = pair${p} / ${halfVectors}u * ${2 * halfVectors}u + pair${p} % ${halfVectors}u;
  let column${2 * p + 1} = column${2 * p} + ${halfVectors}u;`,
  )}
  let member = id.z * ${size / 4}u;
  ${normalisedProduct(tile, inner, { part: (i, v) => `weights[member + (k * 4u + ${i}u) * ${out}u + column${v}]`, form: 'along' })}
  ${tile.eachRow(
    (r) => `{
    ${scaleOf(tile, r, shape.dModel)}
    let position = (row + ${r}u) % sizes.length;
    ${pairs.eachOf(
      'pair',
      (p) => `write(rowStart + ${r}u, position, pair${p}, sum${r}_${2 * p} * scale, sum${r}_${2 * p + 1} * scale);`,
    )}
    if (pairFirst == 0u) { inverseRms[rowStart + ${r}u] = scale; }
  }`,
  )}
`,
  tileShape,
)}`,
  }
}
