import type { Gpu } from '../device/gpu'

/** Runs of one candidate after the first, which compiles. */
const RUNS = 3
/** A candidate that takes so many times as long as the best one is not run again. */
const HOPELESS = 1.5

/** The candidate that takes the device least time; each is timed by its fastest run. */
export async function fastest<T>(
  gpu: Gpu,
  now: () => number,
  candidates: readonly T[],
  submit: (candidate: T) => Promise<void> | void,
): Promise<T> {
  const times: number[] = []
  for (const candidate of candidates) {
    let best = Infinity
    for (let run = 0; run <= RUNS; run++) {
      const start = now()
      await submit(candidate)
      await gpu.device.queue.onSubmittedWorkDone()
      if (run > 0) best = Math.min(best, now() - start)
      if (best > HOPELESS * Math.min(...times) && best < Infinity) break
    }
    times.push(best)
  }
  return candidates[times.indexOf(Math.min(...times))] as T
}
