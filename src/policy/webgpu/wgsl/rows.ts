import { repeat } from '../device/kernel'

/*
 * How neighbouring invocations share what they load, and the entry point that all kernels have.
 */

/** Lanes of a quad: neighbouring invocations that read each other's registers. */
export const QUAD = 4

/**
 * Rows that four neighbouring invocations all need. Each loads them all, or with `exchange` a quarter of them and reads the rest from
 * its neighbours: on software adapters a load costs dozens of multiplications.
 */
export interface Rows {
  /** WGSL for each row that an invocation loads: `index` counts them, `row` is WGSL of the row. */
  eachLoaded: (line: (index: number, row: string) => string) => string
  /** What the loader of a row keeps in its register `{name}{index}`. */
  of: (name: string, row: number) => string
}

/** @param count rows, with `exchange` a multiple of 4 */
export function rowsOf(count: number, exchange: boolean): Rows {
  if (!exchange) {
    return {
      eachLoaded: (line) => repeat(count, (row) => line(row, `${row}u`)),
      of: (name, row) => `${name}${row}`,
    }
  }
  return {
    eachLoaded: (line) => repeat(count / QUAD, (index) => line(index, `(${QUAD * index}u + lane)`)),
    of: (name, row) => `quadBroadcast(${name}${Math.floor(row / QUAD)}, ${row % QUAD}u)`,
  }
}

/**
 * WGSL entry point of a kernel whose invocations work alone, or exchange what they load: `lane` is then the place in the quad.
 *
 * An invocation may end early only where its whole quad does, which the compiler cannot see.
 */
export function main(
  body: string,
  { exchange, workgroup = 64 }: { exchange?: boolean; workgroup?: number } = {},
): string {
  return /* wgsl */ `
${exchange ? '@diagnostic(off, subgroup_uniformity)' : ''}
@compute @workgroup_size(${workgroup})
fn main(
  @builtin(global_invocation_id) id: vec3u,
  ${exchange ? '@builtin(subgroup_invocation_id) subgroupLane: u32,' : ''}
) {
  ${exchange ? `let lane = subgroupLane % ${QUAD}u;` : ''}
${body}
}`
}

/** WGSL extensions of a kernel that exchanges rows. */
export const extensionsOf = ({ exchange }: { exchange: boolean }): readonly string[] => (exchange ? ['subgroups'] : [])
