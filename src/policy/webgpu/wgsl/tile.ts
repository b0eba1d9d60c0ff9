import { repeat } from '../device/kernel'
import { QUAD, rowsOf } from './rows'

/*
 * Register tiles: the part of a matrix product that one invocation computes.
 */

/** What one invocation of a matrix product computes. */
export interface TileShape {
  rows: number
  /** A multiple of 8. */
  columns: number
  /** Whether neighbours exchange what they load of the left matrix (see `rowsOf`): needs `subgroups`, and rows a multiple of 4. */
  exchange: boolean
}

/**
 * A register tile: one invocation computes `rows` rows by `vectors` `vec4f`s of columns, named `sum{row}_{vector}`. Each number is
 * summed over the inner dimension in order, so that the tile's shape changes no bit.
 */
export interface Tile {
  rows: number
  vectors: number
  /** WGSL that declares the sums. */
  declare: string
  /** WGSL for each row of the tile. */
  eachRow: (line: (row: number) => string) => string
  /** WGSL that adds the products of one step of four inner numbers to the sums. */
  multiply: (left: (row: number) => string, right: RightMatrix) => string
  /** The same for a left matrix that is loaded row by row: WGSL that declares `own{index}`, four inner numbers of a row. */
  loadAndMultiply: (load: (row: string, index: number) => string, right: RightMatrix) => string
}

/** The right matrix of one step of the inner loop. */
export interface RightMatrix {
  /** WGSL of row i of a 4 × 4 part, a `vec4f`. */
  part: (i: number, vector: number) => string
  /** Whether a part's rows are columns of the outcome instead of inner numbers, so that the product is with the transpose. */
  isTransposed: boolean
}

export function tileOf({ rows, columns, exchange }: TileShape): Tile {
  const vectors = columns / 4
  const loads = rowsOf(rows, exchange)
  const eachRow = (line: (row: number) => string): string => repeat(rows, line)
  const eachVector = (line: (vector: number) => string): string => repeat(vectors, line)
  const multiply: Tile['multiply'] = (left, { part, isTransposed }) => `
    ${eachVector((v) => `let part${v} = mat4x4f(${repeat(4, (i) => part(i, v), ', ')});`)}
    ${eachRow(
      (r) => `{
      let a = ${left(r)};
      ${eachVector((v) => `sum${r}_${v} += ${isTransposed ? `a * part${v}` : `part${v} * a`};`)}
    }`,
    )}`
  return {
    rows,
    vectors,
    eachRow,
    multiply,
    declare: eachRow((r) => eachVector((v) => `var sum${r}_${v} = vec4f();`)),
    loadAndMultiply: (load, right) => `
    ${loads.eachLoaded((index, row) => load(row, index))}
    ${multiply((r) => loads.of('own', r), right)}`,
  }
}

/**
 * How `count` things (vec4 columns, or pairs of them) are dealt to the invocations that share a tile's rows, each of which takes
 * up to `each`: consecutive invocations take consecutive things, and an invocation's own lie as far apart as there are invocations.
 * With `exchange` whole quads share a tile's rows, some of whose lanes may have nothing to write.
 */
export interface Deal {
  /** Invocations that share the things. */
  invocations: number
  /** WGSL that declares `{name}0`, `{name}1` …, the first at `first`; those past the end repeat the last thing. */
  declare: (name: string, first?: string) => string
  /** WGSL for each thing that exists. */
  eachOf: (name: string, line: (index: number) => string) => string
}

export function deal(count: number, each: number, { exchange }: { exchange: boolean }): Deal {
  const invocations = invocationsFor(count, each, exchange)
  const exists = (i: number): boolean => (i + 1) * invocations <= count
  return {
    invocations,
    declare: (name, first = `id.x % ${invocations}u`) =>
      repeat(each, (i) => {
        const place = i === 0 ? `${name}First` : `${name}First + ${i * invocations}u`
        const start = i === 0 ? `let ${name}First = ${first};\n` : ''
        return `${start}let ${name}${i} = ${exists(i) ? place : `min(${place}, ${count - 1}u)`};`
      }),
    eachOf: (name, line) =>
      repeat(each, (i) => (exists(i) ? line(i) : `if (${name}First + ${i * invocations}u < ${count}u) { ${line(i)} }`)),
  }
}

/** Invocations that `count` things are dealt to. */
export function invocationsFor(count: number, each: number, exchange: boolean): number {
  const lanes = exchange ? QUAD : 1
  return Math.ceil(count / each / lanes) * lanes
}
