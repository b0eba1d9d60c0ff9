import { type Kernel, reads, repeat, uniform, WORKGROUP, writes } from '../device/kernel'
import type { Layout } from '../layout'
import { SIZES } from '../wgsl/structs'
import { attentionPlace, dots, each, QUERIES } from '../wgsl/attention'
import { extensionsOf, main, rowsOf } from '../wgsl/rows'

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
