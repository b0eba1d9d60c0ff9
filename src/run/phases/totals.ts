import type { MetricId } from '../../results/metrics'

/** What a stage has taken so far: the metrics `tokens` and `seconds` of its training steps. */
export class Totals {
  private readonly tokens: number[]
  private seconds = 0

  constructor(members: number) {
    this.tokens = new Array<number>(members).fill(0)
  }

  /**
   * Counts steps that took so many seconds together; how long each of them took nobody knows, so that they share the time evenly.
   *
   * @param steps tokens of every member in each step, `[steps][M]`
   * @returns the totals after each step, `[steps][M]`
   */
  add(
    steps: readonly (readonly number[])[],
    seconds: number,
  ): Pick<Record<MetricId, number>, 'tokens' | 'seconds'>[][] {
    return steps.map((tokens) => {
      this.seconds += seconds / steps.length
      return tokens.map((count, member) => {
        const total = (this.tokens[member] ?? 0) + count
        this.tokens[member] = total
        return { tokens: total, seconds: this.seconds }
      })
    })
  }
}
