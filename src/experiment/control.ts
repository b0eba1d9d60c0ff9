/** Thrown inside a run that was asked to stop. */
export class RunStopped extends Error {
  override readonly name = 'RunStopped'
}

/** The switch of a run: it is looked at between steps, so that pausing and stopping never cut a step in two. */
export class RunControl {
  private stopped = false
  private gate: { opened: Promise<void>; open: () => void } | undefined

  get paused(): boolean {
    return this.gate !== undefined
  }

  pause(): void {
    if (this.gate || this.stopped) return
    let open = (): void => undefined
    const opened = new Promise<void>((resolve) => {
      open = resolve
    })
    this.gate = { opened, open }
  }

  resume(): void {
    this.gate?.open()
    this.gate = undefined
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
   * Resolves when the run may go on: at the next turn of the event loop, or when a pause ends. Rejects after a stop.
   *
   * @param report is told when waiting for the end of a pause begins and ends
   */
  async between(report: (paused: boolean) => void = () => undefined): Promise<void> {
    await nextTurn()
    while (this.gate) {
      report(true)
      await this.gate.opened
      report(false)
    }
    this.check()
  }
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
