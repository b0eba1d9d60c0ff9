import { repeat } from '../../device/kernel'
import type { Layout } from '../../layout'
import { innerWidth, type RolloutVariant, scratchWidth, tileOf } from '../variant'
import type { Threads } from './threads'

/*
 * Products of a rollout's decoder, for one position of a group of sequences: q | k | v, gate | up, projections, and the head.
 */

/** The deepest product, in vec4s, whose loop is written out: longer code takes too long to compile. */
const LONGEST_UNROLLED = 48

/** A product of a tile of sequences, the first of which is `first`, with some columns of a weight matrix `[4·depth, 4·stride]`. */
interface Product {
  /** vec4s of a row of the input. */
  depth: number
  /** vec4s of a row of the weights. */
  stride: number
  /** Array of inputs, and vec4s between two sequences in it. */
  input: string
  inputWidth: number
  /** Names of the sums: sequence r's is `name` + r. For each, the index in `parameters` of its column in the first row. */
  columns: Readonly<Record<string, string>>
  /** Sequences of a tile. */
  tile: number
  threads: Threads
}

/**
 * WGSL that declares and fills the sums of a product. Each loaded weight serves the whole tile. On software adapters a load
 * costs more than a dozen multiplications unless its index is a constant: there four lanes that need the same 4×4 weights load a row
 * each and exchange them, and the loop is written out so that inputs stay in registers.
 */
function productCode({ depth, stride, input, inputWidth, columns, tile, threads }: Product): string {
  const { exchange } = threads
  const weights = (name: string, column: string, k: string): string => {
    const at = `let ${name}At = ${column} + ${k} * ${4 * stride}u;`
    if (!exchange)
      return `${at}\nlet ${name}Weights = mat4x4f(${repeat(4, (i) => `parameters[${name}At + ${i * stride}u]`, ', ')});`
    return `${at}
let ${name}Row = parameters[${name}At + exchangeLane * ${stride}u];
let ${name}Weights = mat4x4f(${repeat(4, (i) => `subgroupBroadcast(${name}Row, ${i}u)`, ', ')});`
  }
  const names = Object.keys(columns)
  const step = (k: string): string => /* wgsl */ `{
${Object.entries(columns)
  .map(([name, column]) => weights(name, column, k))
  .join('\n')}
${repeat(
  tile,
  (r) => `let in${r} = ${input}[(first + ${r}u) * ${inputWidth}u + ${k}];
${names.map((name) => `${name}${r} += ${name}Weights * in${r};`).join(' ')}`,
)}
}`
  return /* wgsl */ `
${names.map((name) => repeat(tile, (r) => `var ${name}${r} = vec4f();`)).join('\n')}
${exchange && depth <= LONGEST_UNROLLED ? repeat(depth, (k) => step(`${k}u`)) : `for (var k = 0u; k < ${depth}u; k++) ${step('k')}`}`
}

/**
 * Queries, keys and values of position `t`: products with RoPE on queries and keys, queries scaled by 1/√dh. An item is a
 * pair of columns that RoPE turns together. Queries go to `scratch`, keys and values to the cache.
 *
 * @param weights where the layer's `qkv` begins, in vec4s
 */
export function qkvCode(weights: string, layout: Layout, variant: RolloutVariant, threads: Threads): string {
  const { shape } = layout
  const heads = layout.heads / 4
  const half = layout.half / 4
  const tile = tileOf(variant)
  const scale = (1 / Math.sqrt(shape.dModel / shape.heads)).toPrecision(9)
  const scratch = scratchWidth(layout)
  return threads.eachTile(
    3 * shape.heads * half,
    /* wgsl */ `
let part = column / ${shape.heads * half}u;
let within = column % ${shape.heads * half}u;
let pair = within % ${half}u;
let place = within / ${half}u * ${2 * half}u + pair;
${productCode({
  depth: layout.width / 4,
  stride: 3 * heads,
  input: 'inner',
  inputWidth: innerWidth(layout),
  tile,
  threads,
  columns: {
    low: `${weights} + part * ${heads}u + place`,
    high: `${weights} + part * ${heads}u + place + ${half}u`,
  },
})}
var cosine = vec4f(1.0);
var sine = vec4f();
if (part < 2u) {
  cosine = rope[t * ${2 * half}u + pair];
  sine = rope[t * ${2 * half}u + ${half}u + pair];
}
${repeat(
  tile,
  (r) => `let turnedLow${r} = low${r} * cosine - high${r} * sine;
let turnedHigh${r} = high${r} * cosine + low${r} * sine;`,
)}
if (part == 0u) {
${repeat(
  tile,
  (r) => `  scratch[(first + ${r}u) * ${scratch}u + place] = turnedLow${r} * ${scale};
  scratch[(first + ${r}u) * ${scratch}u + place + ${half}u] = turnedHigh${r} * ${scale};`,
)}
} else {
${repeat(
  tile,
  (r) => `  let at${r} = cacheAt(layer, t, part - 1u, first + ${r}u) + place;
  writeCache(at${r}, turnedLow${r});
  writeCache(at${r} + ${half}u, turnedHigh${r});`,
)}
}`,
  )
}

/** SwiGLU's hidden layer, silu(h·gate) ⊙ (h·up), from `inner` to `scratch`. An item is a column of both. */
export function gateUpCode(weights: string, layout: Layout, variant: RolloutVariant, threads: Threads): string {
  const hidden = layout.hidden / 4
  const tile = tileOf(variant)
  return threads.eachTile(
    hidden,
    /* wgsl */ `
${productCode({
  depth: layout.width / 4,
  stride: 2 * hidden,
  input: 'inner',
  inputWidth: innerWidth(layout),
  tile,
  threads,
  columns: { gate: `${weights} + column`, up: `${weights} + column + ${hidden}u` },
})}
${repeat(
  tile,
  (r) => `scratch[(first + ${r}u) * ${scratchWidth(layout)}u + column] = gate${r} / (1.0 + exp(-gate${r})) * up${r};`,
)}`,
  )
}

/** Adds the product of rows of `input` with a matrix of D columns to the residual stream. */
export function residualCode(
  weights: string,
  { input, inputWidth, depth }: { input: string; inputWidth: number; depth: number },
  layout: Layout,
  variant: RolloutVariant,
  threads: Threads,
): string {
  const width = layout.width / 4
  const tile = tileOf(variant)
  const columns = { sum: `${weights} + column` }
  return threads.eachTile(
    width,
    /* wgsl */ `
${productCode({ depth, stride: width, input, inputWidth, tile, threads, columns })}
${repeat(tile, (r) => `stream[(first + ${r}u) * ${width}u + column] += sum${r};`)}`,
  )
}

/**
 * Logits of the tied head, from `inner` to `logits[s·V + token]`: a row of the embedding is a column of the head, so four rows
 * make the transposed matrix of a product. Padded tokens are not written.
 */
export function headCode(embedding: string, layout: Layout, variant: RolloutVariant, threads: Threads): string {
  const width = layout.width / 4
  const tile = tileOf(variant)
  const { vocabulary } = layout.shape
  const guarded = (i: number): string => `if (column * 4u + ${i}u < ${vocabulary}u) {
${repeat(tile, (r) => `  logits[(first + ${r}u) * ${vocabulary}u + column * 4u + ${i}u] = sum${r}[${i}];`)}
}`
  return threads.eachTile(
    layout.vocabulary / 4,
    /* wgsl */ `
${repeat(tile, (r) => `var sum${r} = vec4f();`)}
for (var k = 0u; k < ${width}u; k++) {
  let at = ${embedding} + column * ${4 * width}u + k;
  let rows = mat4x4f(${repeat(4, (i) => `parameters[at + ${i * width}u]`, ', ')});
${repeat(tile, (r) => `  sum${r} += inner[(first + ${r}u) * ${innerWidth(layout)}u + k] * rows;`)}
}
${repeat(4, guarded)}`,
  )
}
