/** As src/results/events.ts has them, which Node cannot load by itself. */
const STAGES = { pretrain: 'base policy', collect: 'offline data', sft: 'SFT', rl: 'RL' }

/** Seconds between two lines where the output is no terminal. */
const EVERY = 15

/** Shows where a run stands: one line that changes on a terminal, else a line now and then. */
export class ProgressLine {
  /** @type {number | undefined} */
  #last

  /** @param {NodeJS.WriteStream} stream */
  constructor(stream) {
    this.stream = stream
  }

  /**
   * @param {import('../src/results/events').ProgressEvent} event
   * @param {{ seeds: readonly number[], left: number }} part the seeds that train now, and how many wait
   */
  show(event, { seeds, left }) {
    const text = progressText(event, seeds, left)
    if (this.stream.isTTY) {
      this.stream.cursorTo(0)
      this.stream.write(text.slice(0, this.stream.columns - 1))
      this.stream.clearLine(1)
      return
    }
    const now = performance.now() / 1000
    if (this.#last !== undefined && now - this.#last < EVERY) return
    this.#last = now
    this.stream.write(`${text}\n`)
  }

  /** Leaves the line as it is. */
  end() {
    if (this.stream.isTTY) this.stream.write('\n')
  }
}

/**
 * `Seeds 0 to 3: SFT, step 12 of 60, 31 %, 2 min left; 4 seeds to go, about 6 min in all`
 * @param {import('../src/results/events').ProgressEvent} event
 * @param {readonly number[]} seeds
 * @param {number} left
 */
export function progressText({ stage, step, steps, done, elapsedSeconds, remainingSeconds }, seeds, left) {
  const [first, last] = [seeds[0], seeds.at(-1)]
  const who = first === last ? `Seed ${first}` : `Seeds ${first} to ${last}`
  const here = `${who}: ${STAGES[stage]}, step ${step} of ${steps}, ${Math.floor(100 * done)} %`
  if (remainingSeconds === undefined) return here
  const own = `${here}, ${duration(remainingSeconds)} left`
  if (left === 0) return own
  const all = remainingSeconds + ((elapsedSeconds + remainingSeconds) * left) / seeds.length
  return `${own}; ${left} ${left === 1 ? 'seed' : 'seeds'} to go, about ${duration(all)} in all`
}

/** @param {number} seconds */
export function duration(seconds) {
  if (seconds < 60) return `${Math.ceil(seconds)} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
