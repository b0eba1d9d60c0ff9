import type { Layout } from '../../layout'
import { lanesOf, type RolloutVariant, scratchWidth } from '../variant'
import type { Threads } from './threads'

/**
 * `cacheAt(layer, position, part, s)`: where the keys (part 0) or values (part 1) of a sequence begin, in vec4s of a group;
 * `readCache`, `writeCache`: such a vec4. The cache is `[workgroup, layer, C, 2, S, A/4, lanes]` of vec4s: neighbouring
 * invocations that decode different groups read side by side.
 */
export function cacheCode({ shape, heads }: Layout, variant: RolloutVariant): string {
  const row = (variant.sequences * heads) / 4
  return /* wgsl */ `
fn cacheAt(layer: u32, position: u32, part: u32, s: u32) -> u32 {
  let place = (cacheGroup * ${shape.layers}u + layer) * run.positions + position;
  return (place * 2u + part) * ${row}u + s * ${heads / 4}u;
}
fn readCache(at: u32) -> vec4f { return cache[at * ${lanesOf(variant)}u + lane]; }
fn writeCache(at: u32, value: vec4f) { cache[at * ${lanesOf(variant)}u + lane] = value; }`
}

/**
 * Attention of one position over positions 0 to `t` of its sequence (METHOD.md, "The policy"): softmax and sum of values in
 * one pass, rescaled whenever a higher score appears. An item is a head of a sequence. Reads queries, scaled by
 * 1/√dh, from `scratch`; writes the joined heads to `inner`.
 */
export function attentionCode(layout: Layout, { sequences }: RolloutVariant, threads: Threads): string {
  const { shape, head } = layout
  const vectors = head / 4
  const width = scratchWidth(layout)
  const list = (line: (i: number) => string, separator = '\n'): string =>
    Array.from({ length: vectors }, (_, i) => line(i)).join(separator)
  return threads.each(
    sequences * shape.heads,
    /* wgsl */ `
let s = item / ${shape.heads}u;
let column = item % ${shape.heads}u * ${vectors}u;
${list((i) => `let q${i} = scratch[s * ${width}u + column + ${i}u]; var sum${i} = vec4f();`)}
var highest = -0x1p127;
var total = 0.0;
for (var j = 0u; j <= t; j++) {
  let keys = cacheAt(layer, j, 0u, s) + column;
  let values = cacheAt(layer, j, 1u, s) + column;
  let score = ${list((i) => `dot(q${i}, readCache(keys + ${i}u))`, ' + ')};
  let above = score - highest;
  let smaller = exp(-abs(above));
  let keep = select(1.0, smaller, above > 0.0);
  let weight = select(smaller, 1.0, above > 0.0);
  highest = max(highest, score);
  total = total * keep + weight;
${list((i) => `  sum${i} = sum${i} * keep + weight * readCache(values + ${i}u);`)}
}
${list((i) => `inner[s * ${Math.max(layout.width, layout.heads) / 4}u + column + ${i}u] = sum${i} / total;`)}`,
  )
}
