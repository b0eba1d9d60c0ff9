import { repeat } from '../device/kernel'
import type { Layout } from '../layout'
import { QUAD } from './rows'

/** Queries (or keys) that an invocation keeps in registers: fewer for wider heads. */
export const QUERIES = (head: number): number => (head <= 16 ? 4 : head <= 32 ? 2 : 1)

/**
 * Where an invocation of an attention kernel stands: consecutive invocations take consecutive blocks of `queries`
 * positions of one head. Declares `head`, `start` (the block's first position), `last` (T − 1), `base` (the sequence's first row), `column` (the
 * head's first vec4), and `reach` and `earliest`: the last and first position that any of four neighbouring blocks attends to or is attended by.
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
