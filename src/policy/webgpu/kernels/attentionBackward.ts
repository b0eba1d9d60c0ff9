import { type Kernel, reads, repeat, uniform, WORKGROUP, writes } from '../device/kernel'
import type { Layout } from '../layout'
import { extensionsOf, main, QUAD, rowsOf } from '../wgsl/rows'
import { SIZES } from '../wgsl/structs'
import { attentionPlace, dots, each, QUERIES, turnBack } from './attention'

/*
 * The gradient of attention at queries, keys and values, from kept log Σ exp of each query's scores instead of kept
 * probabilities.
 */

/** Rows that are walked at once: those that a quad loads together. */
const stepOf = (exchange: boolean): number => (exchange ? QUAD : 1)

/**
 * dL/dq = Σ_j p_j·(dp_j − meanSlope)·k_j/√dh, turned back by RoPE, with p = exp(score − logSum), dp_j = dout·v_j and
 * meanSlope = Σ_j p_j·dp_j, which is dout·out.
 *
 * One invocation: a few consecutive queries of a head, over the keys up to them.
 * `qkv` and `gradient [M, R, 3A]` (this kernel writes q's part), `attended` and `outGradient [M, R, A]`, `logSums` and
 * `meanSlopes [M, R, H]`.
 */
export function queryBackward(layout: Layout, exchange: boolean): Kernel {
  const { shape, head, heads } = layout
  const vectors = head / 4
  const queries = QUERIES(head)
  const row = 3 * (heads / 4)
  const scale = 1 / Math.sqrt(shape.dModel / shape.heads)
  const step = stepOf(exchange)
  const loads = rowsOf(step, exchange)
  const perQuery = (line: (q: number) => string): string => repeat(queries, line)
  return {
    name: 'queryBackward',
    workgroupSize: WORKGROUP,
    extensions: extensionsOf({ exchange }),
    buffers: {
      sizes: uniform('Sizes'),
      qkv: reads(),
      attended: reads(),
      outGradient: reads(),
      logSums: reads('array<f32>'),
      rope: reads(),
      gradient: writes(),
      meanSlopes: writes('array<f32>'),
    },
    code: /* wgsl */ `
${SIZES}
${main(
  `
  ${attentionPlace(layout, queries, exchange)}
  ${perQuery(
    (q) => `
    let t${q} = min(start + ${q}u, last);
    let place${q} = (base + t${q}) * ${heads / 4}u + column;
    ${each(vectors, (d) => `let q${q}_${d} = qkv[(base + t${q}) * ${row}u + column + ${d}u] * ${scale};`)}
    ${each(vectors, (d) => `let g${q}_${d} = outGradient[place${q} + ${d}u];`)}
    ${each(vectors, (d) => `var d${q}_${d} = vec4f();`)}
    let logSum${q} = logSums[(base + t${q}) * ${shape.heads}u + head];
    let meanSlope${q} = ${dots(vectors, (d) => [`g${q}_${d}`, `attended[place${q} + ${d}u]`])};`,
  )}
  for (var j = 0u; j <= reach; j += ${step}u) {
    ${loads.eachLoaded(
      (index, n) => `
      let key${index} = (base + min(j + ${n}, last)) * ${row}u + column + ${heads / 4}u;
      ${each(vectors, (d) => `let ownK${d}_${index} = qkv[key${index} + ${d}u]; let ownV${d}_${index} = qkv[key${index} + ${heads / 4 + d}u];`)}`,
    )}
    ${repeat(
      step,
      (n) => `{
      ${each(vectors, (d) => `let k${d} = ${loads.of(`ownK${d}_`, n)}; let v${d} = ${loads.of(`ownV${d}_`, n)};`)}
      ${perQuery(
        (q) => `{
        let p = exp(${dots(vectors, (d) => [`q${q}_${d}`, `k${d}`])} - logSum${q});
        let dp = ${dots(vectors, (d) => [`g${q}_${d}`, `v${d}`])};
        let slope = select(0.0, p * (dp - meanSlope${q}), j + ${n}u <= t${q});
        ${each(vectors, (d) => `d${q}_${d} += slope * k${d};`)}
      }`,
      )}
    }`,
    )}
  }
  ${perQuery(
    (q) => `
  if (start + ${q}u <= last) {
    let place = (base + t${q}) * ${row}u + column;
    ${turnBack(layout, `t${q}`, `d${q}_`, scale, 'gradient', 'place')}
    meanSlopes[(base + t${q}) * ${shape.heads}u + head] = meanSlope${q};
  }`,
  )}
`,
  { exchange },
)}`,
  }
}

/**
 * dL/dk and dL/dv: dv_j = Σ_i p_ij·dout_i, dk_j = Σ_i p_ij·(dp_ij − meanSlope_i)·q_i/√dh, turned back by RoPE.
 *
 * One invocation: a few consecutive keys of a head, over the queries from them on. Buffers as `queryBackward`, which runs before;
 * this kernel writes the parts of k and v.
 */
export function keyBackward(layout: Layout, exchange: boolean): Kernel {
  const { shape, head, heads } = layout
  const vectors = head / 4
  const keys = QUERIES(head)
  const row = 3 * (heads / 4)
  const scale = 1 / Math.sqrt(shape.dModel / shape.heads)
  const step = stepOf(exchange)
  const loads = rowsOf(step, exchange)
  const perKey = (line: (n: number) => string): string => repeat(keys, line)
  return {
    name: 'keyBackward',
    workgroupSize: WORKGROUP,
    extensions: extensionsOf({ exchange }),
    buffers: {
      sizes: uniform('Sizes'),
      qkv: reads(),
      outGradient: reads(),
      logSums: reads('array<f32>'),
      meanSlopes: reads('array<f32>'),
      rope: reads(),
      gradient: writes(),
    },
    code: /* wgsl */ `
${SIZES}
${main(
  `
  ${attentionPlace(layout, keys, exchange)}
  ${perKey(
    (n) => `
    let t${n} = min(start + ${n}u, last);
    let key${n} = (base + t${n}) * ${row}u + column + ${heads / 4}u;
    ${each(vectors, (d) => `let k${n}_${d} = qkv[key${n} + ${d}u] * ${scale}; let v${n}_${d} = qkv[key${n} + ${heads / 4 + d}u];`)}
    ${each(vectors, (d) => `var dk${n}_${d} = vec4f(); var dv${n}_${d} = vec4f();`)}`,
  )}
  for (var i = earliest; i <= last; i += ${step}u) {
    ${loads.eachLoaded(
      (index, m) => `
      let query${index} = base + min(i + ${m}, last);
      ${each(vectors, (d) => `let ownQ${d}_${index} = qkv[query${index} * ${row}u + column + ${d}u]; let ownG${d}_${index} = outGradient[query${index} * ${heads / 4}u + column + ${d}u];`)}
      let ownSum${index} = logSums[query${index} * ${shape.heads}u + head];
      let ownMean${index} = meanSlopes[query${index} * ${shape.heads}u + head];`,
    )}
    ${repeat(
      step,
      (m) => `{
      ${each(vectors, (d) => `let q${d} = ${loads.of(`ownQ${d}_`, m)}; let g${d} = ${loads.of(`ownG${d}_`, m)};`)}
      let logSum = ${loads.of('ownSum', m)};
      let meanSlope = ${loads.of('ownMean', m)};
      ${perKey(
        (n) => `{
        let reaches = t${n} <= i + ${m}u && i + ${m}u <= last;
        let p = select(0.0, exp(${dots(vectors, (d) => [`q${d}`, `k${n}_${d}`])} - logSum), reaches);
        let slope = p * (${dots(vectors, (d) => [`g${d}`, `v${n}_${d}`])} - meanSlope);
        ${each(vectors, (d) => `dk${n}_${d} += slope * q${d}; dv${n}_${d} += p * g${d};`)}
      }`,
      )}
    }`,
    )}
  }
  ${perKey(
    (n) => `
  if (start + ${n}u <= last) {
    ${turnBack(layout, `t${n}`, `dk${n}_`, scale, 'gradient', `key${n}`)}
    ${each(vectors, (d) => `gradient[key${n} + ${heads / 4 + d}u] = dv${n}_${d};`)}
  }`,
  )}
`,
  { exchange },
)}`,
  }
}
