import { type Kernel, reads, repeat, uniform, WORKGROUP, writes } from '../device/kernel'
import type { Layout } from '../layout'
import { matrix } from '../wgsl/product'
import { extensionsOf, main, QUAD, rowsOf } from '../wgsl/rows'
import { SIZES } from '../wgsl/structs'
import type { TileShape } from '../wgsl/tile'
import { normalisedProduct } from './rmsNorm'

/*
 * Queries, keys and values, attention over them, and what its kernels share with `attentionBackward.ts`.
 */

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

/**
 * Causal softmax(q·kᵀ/√dh)·v of every head with a running maximum, over four keys at a time (METHOD.md, "The policy").
 *
 * One invocation: a few consecutive queries of a head. Four neighbours walk the same keys: their loads agree, or they exchange them.
 * `qkv [M, R, 3A]`, `attended [M, R, A]`, `logSums [M, R, H]`: log Σ exp of each query's scores.
 */
export function attention(layout: Layout, exchange: boolean): Kernel {
  const { shape, head, heads } = layout
  const vectors = head / 4
  const queries = QUERIES(head)
  const row = 3 * (heads / 4)
  const perQuery = (line: (q: number) => string): string => repeat(queries, line)
  const keys = rowsOf(4, exchange)
  const perKey = (line: (j: number) => string, separator?: string): string => repeat(4, line, separator)
  return {
    name: 'attention',
    workgroupSize: WORKGROUP,
    extensions: extensionsOf({ exchange }),
    buffers: {
      sizes: uniform('Sizes'),
      qkv: reads(),
      attended: writes(),
      logSums: writes('array<f32>'),
    },
    code: /* wgsl */ `
${SIZES}
${main(
  `
  ${attentionPlace(layout, queries, exchange)}
  ${perQuery(
    (q) => `
    let t${q} = min(start + ${q}u, last);
    ${each(vectors, (d) => `let q${q}_${d} = qkv[(base + t${q}) * ${row}u + column + ${d}u] * ${1 / Math.sqrt(shape.dModel / shape.heads)};`)}
    ${each(vectors, (d) => `var out${q}_${d} = vec4f();`)}
    var highest${q} = -1e30;
    var total${q} = 0.0;`,
  )}
  for (var j = 0u; j <= reach; j += 4u) {
    ${keys.eachLoaded(
      (index, n) => `
      let key${index} = (base + min(j + ${n}, last)) * ${row}u + column + ${heads / 4}u;
      ${each(vectors, (d) => `let own${d}_${index} = qkv[key${index} + ${d}u];`)}`,
    )}
    ${perKey((n) => each(vectors, (d) => `let k${n}_${d} = ${keys.of(`own${d}_`, n)};`))}
    ${perQuery(
      (q) => `
      ${perKey((n) => `let score${q}_${n} = select(-1e30, ${dots(vectors, (d) => [`q${q}_${d}`, `k${n}_${d}`])}, j + ${n}u <= t${q});`)}
      let top${q} = max(highest${q}, max(max(score${q}_0, score${q}_1), max(score${q}_2, score${q}_3)));
      let fade${q} = exp(highest${q} - top${q});
      highest${q} = top${q};
      ${perKey((n) => `let p${q}_${n} = exp(score${q}_${n} - top${q});`)}
      total${q} = total${q} * fade${q} + ${perKey((n) => `p${q}_${n}`, ' + ')};`,
    )}
    ${each(
      vectors,
      (d) => `{
      ${keys.eachLoaded((index) => `let own${index} = qkv[key${index} + ${heads / 4 + d}u];`)}
      ${perKey((n) => `let v${n} = ${keys.of('own', n)};`)}
      ${perQuery((q) => `out${q}_${d} = out${q}_${d} * fade${q} + ${perKey((n) => `p${q}_${n} * v${n}`, ' + ')};`)}
    }`,
    )}
  }
  ${perQuery(
    (q) => `
  if (start + ${q}u <= last) {
    let part = 1.0 / total${q};
    ${each(vectors, (d) => `attended[(base + t${q}) * ${heads / 4}u + column + ${d}u] = out${q}_${d} * part;`)}
    logSums[(base + t${q}) * ${shape.heads}u + head] = highest${q} + log(total${q});
  }`,
  )}
`,
  { exchange },
)}`,
  }
}

/** Queries (or keys) that an invocation keeps in registers: fewer for wider heads. */
export const QUERIES = (head: number): number => (head <= 16 ? 4 : head <= 32 ? 2 : 1)

/**
 * Where an invocation of an attention kernel stands: consecutive invocations take consecutive blocks of `queries` positions of one
 * head. Declares `head`, `start` (the block's first position), `last` (T − 1), `base` (the sequence's first row), `column` (the head's
 * first vec4), and `reach` and `earliest`: the last and first position that any of four neighbouring blocks attends to or is
 * attended by.
 */
export function attentionPlace({ shape, head }: Layout, queries: number, exchange: boolean): string {
  const [most, lanes] = [queries * lanesOf(exchange), lanesOf(exchange)]
  return /* wgsl */ `
  let blocks = (sizes.length + ${most - 1}u) / ${most}u * ${lanes}u;
  let block = id.x % blocks;
  let head = (id.x / blocks) % ${shape.heads}u;
  let sequence = id.x / blocks / ${shape.heads}u;
  if (sequence >= sizes.batch) { return; }
  let start = block * ${queries}u;
  let last = sizes.length - 1u;
  let reach = min((block | 3u) * ${queries}u + ${queries - 1}u, last);
  let earliest = (block & ~3u) * ${queries}u;
  let base = id.z * sizes.rows + sequence * sizes.length;
  let column = head * ${head / 4}u;`
}

/** Invocations along x of an attention kernel, for B sequences of T positions. */
export function attentionInvocations(
  { shape, head }: Layout,
  batch: number,
  length: number,
  exchange: boolean,
): number {
  const lanes = lanesOf(exchange)
  return batch * shape.heads * Math.ceil(length / QUERIES(head) / lanes) * lanes
}

/** Blocks of a head that lie in one quad for certain. */
const lanesOf = (exchange: boolean): number => (exchange ? QUAD : 1)

/** A line of WGSL for each vec4 of a head. */
export const each = (vectors: number, line: (d: number) => string): string => repeat(vectors, line)

/** Σ_d a_d·b_d of vectors kept in registers. */
export const dots = (vectors: number, pair: (d: number) => [string, string]): string =>
  repeat(vectors, (d) => `dot(${pair(d).join(', ')})`, ' + ')

/**
 * WGSL that turns a head's gradient (registers `name{d}`) back by RoPE's angle at `position`, scales it, and writes it to
 * `target` from `place` on. The inverse of a rotation is its transpose.
 */
export function turnBack(
  { half }: Layout,
  position: string,
  name: string,
  scale: number,
  target: string,
  place: string,
): string {
  const halfVectors = half / 4
  return repeat(
    halfVectors,
    (d) => `{
      let c = rope[${position} * ${2 * halfVectors}u + ${d}u] * ${scale};
      let s = rope[${position} * ${2 * halfVectors}u + ${d + halfVectors}u] * ${scale};
      ${target}[${place} + ${d}u] = ${name}${d} * c + ${name}${d + halfVectors} * s;
      ${target}[${place} + ${d + halfVectors}u] = ${name}${d + halfVectors} * c - ${name}${d} * s;
    }`,
  )
}
