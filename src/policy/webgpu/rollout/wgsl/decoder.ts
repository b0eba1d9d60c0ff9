import { RMS_EPSILON } from '../../../constants'
import type { Layout } from '../../layout'
import { innerWidth, lanesOf, type RolloutVariant, scratchWidth } from '../variant'
import { gateUpCode, headCode, qkvCode, residualCode } from './project'
import type { Threads } from './threads'

/**
 * One position `t` of a group through the decoder (METHOD.md, "The policy"), as WGSL stages. `stream` is the residual stream,
 * `inner` what a norm or attention gives to the next product, `scratch` the queries and then the hidden layer, `[S, ...]` each.
 */
export interface DecoderCode {
  embed: string
  /** Layer `layer`, whose parameters begin at `base` less the first layer's offset. */
  layer: string
  /** The last norm and the tied head: `logits[s·V + token]`. */
  head: string
}

export function decoderCode(layout: Layout, variant: RolloutVariant, threads: Threads): DecoderCode {
  const { offsets } = layout
  const width = layout.width / 4
  const first = offsets.layers[0]
  const inLayer = (offset = 0): string => `base + ${offset / 4}u`
  const ofMember = (offset: number): string => `memberBase + ${offset / 4}u`
  const stages = (codes: string[]): string => codes.map((code) => `${code}\n${threads.barrier}`).join('\n')
  const attended = { input: 'inner', inputWidth: innerWidth(layout), depth: layout.heads / 4 }
  const activated = { input: 'scratch', inputWidth: scratchWidth(layout), depth: layout.hidden / 4 }
  return {
    embed: stages([
      threads.each(
        variant.sequences * width,
        `let token = sequences[item / ${width}u].token;
stream[item] = parameters[${ofMember(offsets.embedding)} + token * ${width}u + item % ${width}u];`,
      ),
    ]),
    layer: stages([
      normalise(inLayer(first?.attnNorm), layout, variant, threads),
      qkvCode(inLayer(first?.qkv), layout, variant, threads),
      attentionCode(layout, variant, threads),
      residualCode(inLayer(first?.wo), attended, layout, variant, threads),
      normalise(inLayer(first?.mlpNorm), layout, variant, threads),
      gateUpCode(inLayer(first?.gateUp), layout, variant, threads),
      residualCode(inLayer(first?.down), activated, layout, variant, threads),
    ]),
    head: stages([
      normalise(ofMember(offsets.finalNorm), layout, variant, threads),
      headCode(ofMember(offsets.embedding), layout, variant, threads),
    ]),
  }
}

/** `rootMeanSquare(s)`: 1/√(mean x² + ε) over the D numbers of a sequence's residual stream; padding adds zeros. */
export function normCode({ shape, width }: Layout): string {
  return /* wgsl */ `
fn rootMeanSquare(s: u32) -> f32 {
  var squares = 0.0;
  for (var k = 0u; k < ${width / 4}u; k++) {
    let x = stream[s * ${width / 4}u + k];
    squares += dot(x, x);
  }
  return inverseSqrt(squares / ${shape.dModel}.0 + ${RMS_EPSILON});
}`
}

/** RMSNorm of the residual stream, times the gains that begin at `gain`, to `inner`. */
function normalise(gain: string, layout: Layout, { sequences }: RolloutVariant, { space, each }: Threads): string {
  const width = layout.width / 4
  const write = `inner[s * ${innerWidth(layout)}u + column] = stream[s * ${width}u + column] * parameters[${gain} + column] * scale;`
  if (space === 'private') {
    return each(
      sequences,
      `let s = item; let scale = rootMeanSquare(s);
for (var column = 0u; column < ${width}u; column++) { ${write} }`,
    )
  }
  // Every thread sums for itself: that is cheaper than a barrier more.
  return each(
    sequences * width,
    `let s = item / ${width}u; let column = item % ${width}u; let scale = rootMeanSquare(s);
${write}`,
  )
}

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
function attentionCode(layout: Layout, { sequences }: RolloutVariant, threads: Threads): string {
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
${list((i) => `inner[s * ${innerWidth(layout)}u + column + ${i}u] = sum${i} / total;`)}`,
  )
}
