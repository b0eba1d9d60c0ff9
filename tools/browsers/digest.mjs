import { createHash } from 'node:crypto'

/**
 * A point as results files have it.
 * @typedef {{ stage: string, source?: string, step: number, arm: string, seed: number, values: Record<string, number | undefined> }} Point
 */

/** What no two runs have in common. */
const TIMES = ['seconds', 'tokensPerSecond']

/**
 * One number for every bit of every figure of a run, whatever the order in which they came; times and what is not finite (no file holds
 * that) do not count.
 * @param {Iterable<Point>} points
 */
export function digestOf(points) {
  const lines = [...points].flatMap(({ stage, source = '', step, arm, seed, values }) =>
    Object.entries(values).flatMap(([metric, value]) =>
      value !== undefined && Number.isFinite(value) && !TIMES.includes(metric)
        ? [`${stage} ${source} ${step} ${arm} ${seed} ${metric} ${JSON.stringify(value)}`]
        : [],
    ),
  )
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex')
}
