/** Equal bins of log10 Ĝ over whole decades. */
export interface Bins {
  low: number
  high: number
  /** Of one bin, in decades. */
  width: number
  count: number
}

/** Bins for all these log10 Ĝ: whole decades around them and at least 0.1 to 10, so that a moving slider seldom moves the axis. */
export function binsFor(logs: readonly number[]): Bins {
  const low = logs.reduce((least, value) => Math.min(least, Math.floor(value + 1e-9)), -1)
  const high = logs.reduce((most, value) => Math.max(most, Math.ceil(value - 1e-9)), 1)
  const perDecade = high - low <= 4 ? 10 : 4
  return { low, high, width: 1 / perDecade, count: (high - low) * perDecade }
}

/** How many values each bin holds, `[count]`. A value between two bins belongs to the upper one, one at the very end to the last. */
export function countsIn({ low, width, count }: Bins, logs: readonly number[]): number[] {
  const counts = new Array<number>(count).fill(0)
  for (const value of logs) {
    // A little slack, because −0.3 is not three tenths below 0 in binary.
    const bin = Math.min(count - 1, Math.max(0, Math.floor((value - low) / width + 1e-9)))
    counts[bin] = (counts[bin] as number) + 1
  }
  return counts
}
