import { type RolloutVariant, tileOf } from '../variant'

/**
 * What differs between one invocation and a workgroup that decode a group: where activations live, how the items of a stage
 * are shared out, and what separates stages. Everything else of the kernel is one text.
 */
export interface Threads {
  /** Address space of activations. */
  space: 'private' | 'workgroup'
  /**
   * Whether the lanes of a workgroup, each with a group of its own, exchange the weights that all of them need. They then
   * have to stay together, for which `exchangeLane` is a lane's place.
   */
  exchange: boolean
  /** Between stages that read what others wrote. */
  barrier: string
  /** Runs `body` for each `item` of 0 ≤ item < count. */
  each: (count: number, body: string) => string
  /** Runs `body` for each vec4 `column` of `columns` and each tile of sequences, the first of which is `first`. */
  eachTile: (columns: number, body: string) => string
}

/** @param subgroups whether the device has subgroup operations */
export function threadsOf(variant: RolloutVariant, subgroups: boolean): Threads {
  const { threads, sequences } = variant
  const alone = threads === 1
  const each = (count: number, body: string): string =>
    alone
      ? `for (var item = 0u; item < ${count}u; item++) {\n${body}\n}`
      : `for (var item = thread; item < ${count}u; item += ${threads}u) {\n${body}\n}`
  const tiles = sequences / tileOf(variant)
  return {
    space: alone ? 'private' : 'workgroup',
    exchange: alone && subgroups,
    barrier: alone ? '' : 'workgroupBarrier();',
    each,
    eachTile: (columns, body) =>
      each(
        columns * tiles,
        tiles === 1
          ? `let column = item; const first = 0u;\n${body}`
          : `let column = item / ${tiles}u; let first = item % ${tiles}u * ${tileOf(variant)}u;\n${body}`,
      ),
  }
}
