import { stageTitles } from '../src/config/stages'
import type { ProgressEvent } from '../src/results/events'

/** Seconds between two lines where the output is no terminal. */
const EVERY = 15

/** The seeds that train now, and how many wait. */
interface Seeds {
  seeds: readonly number[]
  left: number
}

/** Shows where a run stands: one line that changes on a terminal, else a line now and then. */
export class ProgressLine {
  private last = -Infinity

  constructor(private readonly stream: NodeJS.WriteStream) {}

  show(event: ProgressEvent, { seeds, left }: Seeds): void {
    const text = progressText(event, seeds, left)
    if (this.stream.isTTY) {
      this.stream.cursorTo(0)
      this.stream.write(text.slice(0, this.stream.columns - 1))
      this.stream.clearLine(1)
      return
    }
    const now = performance.now() / 1000
    if (now - this.last < EVERY) return
    this.last = now
    this.stream.write(`${text}\n`)
  }

  /** Leaves the line as it is. */
  end(): void {
    if (this.stream.isTTY) this.stream.write('\n')
  }
}

/** `Seeds 0 to 3: SFT, step 12 of 60, 31 %, 2 min left; 4 seeds to go, about 6 min in all` */
export function progressText(
  { stage, step, steps, done, elapsedSeconds, remainingSeconds }: ProgressEvent,
  seeds: readonly number[],
  left: number,
): string {
  const [first, last] = [seeds[0], seeds.at(-1)]
  const who = first === last ? `Seed ${first}` : `Seeds ${first} to ${last}`
  const here = `${who}: ${inSentence(stageTitles[stage])}, step ${step} of ${steps}, ${Math.floor(100 * done)} %`
  if (remainingSeconds === undefined) return here
  const own = `${here}, ${duration(remainingSeconds)} left`
  if (left === 0) return own
  const all = remainingSeconds + ((elapsedSeconds + remainingSeconds) * left) / seeds.length
  return `${own}; ${left} ${left === 1 ? 'seed' : 'seeds'} to go, about ${duration(all)} in all`
}

/** A title as it stands in the middle of a sentence: all small, unless it is all capitals. */
const inSentence = (title: string): string => (title === title.toUpperCase() ? title : title.toLowerCase())

/** `12 s`, `3 min` or `2 h 5 min`. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
