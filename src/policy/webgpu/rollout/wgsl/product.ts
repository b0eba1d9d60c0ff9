import { repeat } from '../../device/kernel'
import type { Threads } from './threads'

/** The deepest product, in vec4s, whose loop is written out: longer code takes too long to compile. */
const LONGEST_UNROLLED = 48

/** A product of a tile of sequences, the first of which is `first`, with some columns of a weight matrix `[4·depth, 4·stride]`. */
export interface Product {
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
export function productCode({ depth, stride, input, inputWidth, columns, tile, threads }: Product): string {
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
