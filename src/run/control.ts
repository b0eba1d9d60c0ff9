/** Thrown inside a run that was asked to stop. */
export class RunStopped extends Error {
  override readonly name = 'RunStopped'
}

/** Where a run waits. */
export interface Waiting {
  /** Whether an optimizer step comes next: it takes one of the steps that were granted, and keeps to the pace. */
  beforeStep?: boolean
  /** Is told when waiting for the end of a pause begins and ends. */
  report?: (paused: boolean) => void
  /** Reports what is done and not reported yet: asked for where somebody looks at single steps, before the wait. */
  flush?: () => Promise<void>
}

/** The switch of a run: it is looked at between steps, so that pausing and stopping never cut a step in two. */
export class RunControl {
  private isPaused = false
  private stopped = false
  /** Optimizer steps that a paused run may still take. */
  private granted = 0
  private secondsBetween = 0
  private waited = 0
  /** Resolves at the next change of any of the above, and is then replaced: whoever waits looks again at everything. */
  private changed = signal()

  get paused(): boolean {
    return this.isPaused
  }

  /** Whether somebody looks at single steps: the run is paused, taken step by step, or in slow motion. */
  get closeUp(): boolean {
    return this.isPaused || this.secondsBetween > 0
  }

  /** Seconds that the run has waited in pauses and slow motion. */
  get waitedSeconds(): number {
    return this.waited
  }

  /** Seconds from the end of an optimizer step to the beginning of the next; 0 is full speed. A change counts at once. */
  get slow(): number {
    return this.secondsBetween
  }

  set slow(seconds: number) {
    if (!(seconds >= 0 && seconds < Infinity))
      throw new RangeError(`Slow motion needs a number of seconds of at least 0, not ${seconds}.`)
    this.secondsBetween = seconds
    this.change()
  }

  /** Holds the run where it next looks; steps that were granted and not taken are forgotten. */
  pause(): void {
    if (this.stopped) return
    this.isPaused = true
    this.granted = 0
    this.change()
  }

  resume(): void {
    this.isPaused = false
    this.granted = 0
    this.change()
  }

  /** Lets a paused run take one optimizer step more, with all that lies before it. A run that is not paused pauses after its step. */
  step(): void {
    if (this.stopped) return
    if (this.isPaused) this.granted++
    this.isPaused = true
    this.change()
  }

  stop(): void {
    this.stopped = true
    this.resume()
  }

  /** Throws once the run was asked to stop. */
  check(): void {
    if (this.stopped) throw new RunStopped()
  }

  /**
   * Resolves when the run may go on: at the next turn of the event loop, when a pause ends or a step is granted, or when
   * slow motion has waited long enough. Rejects after a stop.
   */
  async between({ beforeStep = false, report, flush }: Waiting = {}): Promise<void> {
    await nextTurn()
    this.check()
    let held = false
    let unread = flush
    let begin = performance.now()
    for (;;) {
      if (unread && this.closeUp) {
        await unread()
        unread = undefined
        begin = performance.now()
      }
      const isHeld = this.isPaused && this.granted === 0
      if (isHeld !== held) report?.(isHeld)
      held = isHeld
      const slow = beforeStep && !this.isPaused && !this.stopped ? this.secondsBetween : 0
      const left = slow - (performance.now() - begin) / 1000
      if (held) await this.changeWithin(Infinity)
      else if (left > 0) await this.changeWithin(left)
      else break
    }
    this.check()
    if (beforeStep && this.granted > 0) this.granted--
  }

  /** Resolves at the next change, or after so many seconds without one. */
  private async changeWithin(seconds: number): Promise<void> {
    const begin = performance.now()
    let timer: ReturnType<typeof setTimeout> | undefined
    const passed = new Promise<void>((resolve) => {
      if (seconds < Infinity) timer = setTimeout(resolve, 1000 * seconds)
    })
    await Promise.race([passed, this.changed.given])
    clearTimeout(timer)
    this.waited += (performance.now() - begin) / 1000
  }

  private change(): void {
    const { give } = this.changed
    this.changed = signal()
    give()
  }
}

interface Signal {
  given: Promise<void>
  give: () => void
}

function signal(): Signal {
  let give = (): void => undefined
  const given = new Promise<void>((resolve) => (give = resolve))
  return { given, give }
}

/** Lets messages in. A timer would be throttled in a background tab, and animation frames stop there. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(undefined)
  })
}
