import { type Kernel, reads, repeat, uniform, WORKGROUP, writes } from '../device/kernel'
import type { Layout } from '../layout'
import { attentionPlace, dots, each, QUERIES, turnBack } from '../wgsl/attention'
import { SIZES } from '../wgsl/structs'
import { main } from '../wgsl/tile'

/**
 * dL/dq: with p = exp(score − logSum), dp_j = dout·v_j and along = dout·out, dq = Σ_j p_j·(dp_j − along)·k_j/√dh, turned back by RoPE.
 *
 * One invocation: a few consecutive queries of a head, over the keys up to them.
 * `qkv` and `gradient [M, R, 3A]` (this kernel writes q's part), `attended` and `outGradient [M, R, A]`, `logSums` and `alongs [M, R, H]`.
 */
export function queryBackward(layout: Layout): Kernel {
  const { shape, head, heads } = layout
  const vectors = head / 4
  const queries = QUERIES(head)
  const row = 3 * (heads / 4)
  const scale = 1 / Math.sqrt(shape.dModel / shape.heads)
  const perQuery = (line: (q: number) => string): string => repeat(queries, line)
  return {
    name: 'queryBackward',
    workgroupSize: WORKGROUP,
    buffers: {
      sizes: uniform('Sizes'),
      qkv: reads(),
      attended: reads(),
      outGradient: reads(),
      logSums: reads('array<f32>'),
      rope: reads(),
      gradient: writes(),
      alongs: writes('array<f32>'),
    },
    code: /* wgsl */ `
${SIZES}
${main(`
  ${attentionPlace(layout, queries)}
  ${perQuery(
    (q) => `
    let t${q} = min(start + ${q}u, last);
    let place${q} = (base + t${q}) * ${heads / 4}u + column;
    ${each(vectors, (d) => `let q${q}_${d} = qkv[(base + t${q}) * ${row}u + column + ${d}u] * ${scale};`)}
    ${each(vectors, (d) => `let g${q}_${d} = outGradient[place${q} + ${d}u];`)}
    ${each(vectors, (d) => `var d${q}_${d} = vec4f();`)}
    let logSum${q} = logSums[(base + t${q}) * ${shape.heads}u + head];
    let along${q} = ${dots(vectors, (d) => [`g${q}_${d}`, `attended[place${q} + ${d}u]`])};`,
  )}
  for (var j = 0u; j <= reach; j++) {
    let key = (base + j) * ${row}u + column + ${heads / 4}u;
    ${each(vectors, (d) => `let k${d} = qkv[key + ${d}u]; let v${d} = qkv[key + ${heads / 4 + d}u];`)}
    ${perQuery(
      (q) => `{
      let p = exp(${dots(vectors, (d) => [`q${q}_${d}`, `k${d}`])} - logSum${q});
      let dp = ${dots(vectors, (d) => [`g${q}_${d}`, `v${d}`])};
      let slope = select(0.0, p * (dp - along${q}), j <= t${q});
      ${each(vectors, (d) => `d${q}_${d} += slope * k${d};`)}
    }`,
    )}
  }
  ${perQuery(
    (q) => `
  if (start + ${q}u <= last) {
    let place = (base + t${q}) * ${row}u + column;
    ${turnBack(layout, `t${q}`, `d${q}_`, scale, 'gradient', 'place')}
    alongs[(base + t${q}) * ${shape.heads}u + head] = along${q};
  }`,
  )}
`)}`,
  }
}

/**
 * dL/dk and dL/dv: dv_j = Σ_i p_ij·dout_i, dk_j = Σ_i p_ij·(dp_ij − along_i)·q_i/√dh, turned back by RoPE.
 *
 * One invocation: a few consecutive keys of a head, over the queries from them on. Buffers as `queryBackward`, which runs before; this kernel writes the parts of k and v.
 */
export function keyBackward(layout: Layout): Kernel {
  const { shape, head, heads } = layout
  const vectors = head / 4
  const keys = QUERIES(head)
  const row = 3 * (heads / 4)
  const scale = 1 / Math.sqrt(shape.dModel / shape.heads)
  const perKey = (line: (n: number) => string): string => repeat(keys, line)
  return {
    name: 'keyBackward',
    workgroupSize: WORKGROUP,
    buffers: {
      sizes: uniform('Sizes'),
      qkv: reads(),
      outGradient: reads(),
      logSums: reads('array<f32>'),
      alongs: reads('array<f32>'),
      rope: reads(),
      gradient: writes(),
    },
    code: /* wgsl */ `
${SIZES}
${main(`
  ${attentionPlace(layout, keys)}
  ${perKey(
    (n) => `
    let t${n} = min(start + ${n}u, last);
    let key${n} = (base + t${n}) * ${row}u + column + ${heads / 4}u;
    ${each(vectors, (d) => `let k${n}_${d} = qkv[key${n} + ${d}u] * ${scale}; let v${n}_${d} = qkv[key${n} + ${heads / 4 + d}u];`)}
    ${each(vectors, (d) => `var dk${n}_${d} = vec4f(); var dv${n}_${d} = vec4f();`)}`,
  )}
  for (var i = earliest; i <= last; i++) {
    let query = base + i;
    ${each(vectors, (d) => `let q${d} = qkv[query * ${row}u + column + ${d}u]; let g${d} = outGradient[query * ${heads / 4}u + column + ${d}u];`)}
    let logSum = logSums[query * ${shape.heads}u + head];
    let along = alongs[query * ${shape.heads}u + head];
    ${perKey(
      (n) => `{
      let p = select(0.0, exp(${dots(vectors, (d) => [`q${d}`, `k${n}_${d}`])} - logSum), t${n} <= i);
      let slope = p * (${dots(vectors, (d) => [`g${d}`, `v${n}_${d}`])} - along);
      ${each(vectors, (d) => `dk${n}_${d} += slope * q${d}; dv${n}_${d} += p * g${d};`)}
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
`)}`,
  }
}
