import { repeat } from '../device/kernel'

/** Vectors of four columns that an invocation computes for each of its rows. */
export const VECTORS = 2

/**
 * A register tile: one invocation computes `rows` rows by two `vec4f`s of columns, named `sum{row}_{vector}`. Each number is summed
 * over the inner dimension in order, so that the tile's height changes no bit.
 */
export interface Tile {
  rows: number
  /** WGSL that declares the sums. */
  declare: string
  /** WGSL that adds the products of one step of four inner numbers; see `Operands`. */
  multiply: (operands: Operands) => string
  /** WGSL for each row of the tile. */
  eachRow: (line: (row: number) => string) => string
}

/** What one step of the inner loop multiplies: WGSL expressions of `vec4f`. */
export interface Operands {
  /** Four inner numbers of a row of the left matrix. */
  left: (row: number) => string
  /** More WGSL for each row, where `a` is what `left` gave. */
  withLeft?: (row: number) => string
  /**
   * Row i of a 4 × 4 part of the right matrix. `along`: the part's rows are inner numbers, its columns are the output's;
   * `across`: its rows are the output's columns, so that the product is with the transposed matrix.
   */
  right: (i: number, vector: number) => string
  form: 'along' | 'across'
}

export function tile(rows: number): Tile {
  const eachRow = (line: (row: number) => string): string => repeat(rows, line)
  const eachVector = (line: (vector: number) => string): string => repeat(VECTORS, line)
  return {
    rows,
    eachRow,
    declare: eachRow((r) => eachVector((v) => `var sum${r}_${v} = vec4f();`)),
    multiply: ({ left, withLeft = () => '', right, form }) => `
      ${eachVector((v) => `let part${v} = mat4x4f(${repeat(4, (i) => right(i, v), ', ')});`)}
      ${eachRow(
        (r) => `{
        let a = ${left(r)};
        ${withLeft(r)}
        ${eachVector((v) => `sum${r}_${v} += ${form === 'along' ? `part${v} * a` : `a * part${v}`};`)}
      }`,
      )}`,
  }
}

/**
 * Where an invocation of a matrix product stands, for outputs of `vectors` vec4 columns: consecutive invocations take
 * consecutive columns of the same rows. Declares `row` (the first of its rows), `rowStart` (of the member's rows in activations), `column0` and `column1`, and `whole`:
 * whether the second vector exists, which otherwise repeats the last one and is not written.
 */
export function tilePlace(rows: number, vectors: number): string {
  const tiles = tilesOf(vectors)
  return /* wgsl */ `
  let row = (id.x / ${tiles}u) * ${rows}u;
  if (row >= sizes.rows) { return; }
  let rowStart = id.z * sizes.rows + row;
  let column0 = id.x % ${tiles}u;
  let column1 = min(column0 + ${tiles}u, ${vectors - 1}u);
  let whole = column0 + ${tiles}u < ${vectors}u;`
}

/** Pairs of vectors that cover so many. */
export const tilesOf = (vectors: number): number => Math.ceil(vectors / VECTORS)

/** WGSL entry point of a kernel whose invocations work alone. */
export const main = (body: string, workgroup = 64): string => /* wgsl */ `
@compute @workgroup_size(${workgroup})
fn main(@builtin(global_invocation_id) id: vec3u) {
${body}
}`
