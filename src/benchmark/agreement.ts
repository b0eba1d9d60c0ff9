import type { PolicyEngine } from '../policy/engine'
import { contestantOf } from './contestant'

/** Steps whose losses are compared: the second and third show the gradient, the clip and AdamW. */
export const CHECKED_STEPS = 3

/** Largest difference of a loss, in nats, that float32 and another order of summation may cause. */
export const LOSS_TOLERANCE = 1e-3

/** An engine does not compute what the benchmark is about. */
export class Disagreement extends Error {
  override readonly name = 'Disagreement'
}

/** Losses of the first steps of member 0 on B rows, by an engine that is trusted. */
export async function expectedLosses(engine: PolicyEngine, rows: number): Promise<number[]> {
  const training = await contestantOf('reference', engine).openTraining(1, rows)
  try {
    const losses: number[] = []
    for (let step = 0; step < CHECKED_STEPS; step++) {
      training.step()
      losses.push(...(await training.finish()))
    }
    return losses
  } finally {
    training.dispose()
  }
}

/** The largest difference of two lists of losses. Throws a `Disagreement` above the tolerance. */
export function checkLosses(who: string, actual: readonly number[], expected: readonly number[]): number {
  const differences = expected.map((loss, step) => Math.abs((actual[step] ?? NaN) - loss))
  const largest = Math.max(...differences)
  if (!(largest <= LOSS_TOLERANCE)) {
    throw new Disagreement(
      `${who} computes losses of ${list(actual)} where ${list(expected)} is right: not the same program.`,
    )
  }
  return largest
}

const list = (losses: readonly number[]): string => losses.map((loss) => loss.toFixed(5)).join(', ')
