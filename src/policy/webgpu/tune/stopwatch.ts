import type { Gpu } from '../device/gpu'

/*
 * Compares what takes the device how long.
 */

/** Rounds after the first run of each candidate, which compiles. */
const ROUNDS = 5
/** A candidate that takes so many times as long as the best one is not run again. */
const HOPELESS = 1.5

/**
 * The candidate that takes the device least time. They run in turns, so that a busy moment of the machine hits all alike, and each
 * is timed by its fastest run.
 */
export async function fastest<T>(
  gpu: Gpu,
  now: () => number,
  candidates: readonly T[],
  submit: (candidate: T) => Promise<void> | void,
): Promise<T> {
  const run = async (candidate: T): Promise<number> => {
    const start = now()
    await submit(candidate)
    await gpu.device.queue.onSubmittedWorkDone()
    return now() - start
  }
  for (const candidate of candidates) await run(candidate)
  const times = candidates.map(() => Infinity)
  for (let round = 0; round < ROUNDS; round++) {
    const best = Math.min(...times)
    for (const [index, candidate] of candidates.entries()) {
      const before = times[index] as number
      if (before === Infinity || before <= HOPELESS * best) times[index] = Math.min(before, await run(candidate))
    }
  }
  return candidates[times.indexOf(Math.min(...times))] as T
}
