import { createHash } from 'node:crypto'

/**
 * A point as results files have it.
 * @typedef {{ stage: string, source?: string, step: number, arm: string, seed: number, values: Record<string, number | undefined> }} Point
 */

/**
 * A line for every figure of a run, in an order that does not depend on how they came. Times, of which no two runs have the same, do not
 * count, nor does what is not finite, which no file holds. It stands by itself, because browsers are given its text.
 * @param {Iterable<Point>} points
 */
export function linesOf(points) {
  return [...points]
    .flatMap(({ stage, source = '', step, arm, seed, values }) =>
      Object.entries(values).flatMap(([metric, value]) =>
        Number.isFinite(value) && metric !== 'seconds' && metric !== 'tokensPerSecond'
          ? [`${stage} ${source} ${step} ${arm} ${seed} ${metric} ${JSON.stringify(value)}`]
          : [],
      ),
    )
    .sort()
}

/**
 * One number for every bit of every figure of a run.
 * @param {Iterable<Point>} points
 */
export function digestOf(points) {
  return createHash('sha256').update(linesOf(points).join('\n')).digest('hex')
}
