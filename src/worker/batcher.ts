const INTERVAL_MS = 100

/** Gathers events so that a listener is called at most 10 times a second; `flush` hands over the rest at once. */
export class Batcher<Event> {
  private waiting: Event[] = []
  private last = -Infinity
  private timer: ReturnType<typeof setTimeout> | undefined
  private delivered: Promise<unknown> = Promise.resolve()

  /** @param deliver may give a promise that says when the events have arrived, as calls to another thread do */
  constructor(private readonly deliver: (events: readonly Event[]) => unknown) {}

  add(event: Event): void {
    this.waiting.push(event)
    this.timer ??= setTimeout(
      () => {
        this.handOver()
      },
      Math.max(0, this.last + INTERVAL_MS - performance.now()),
    )
  }

  /** Hands over the rest, and resolves once everything has arrived. Rejects where a delivery failed. */
  async flush(): Promise<void> {
    this.handOver()
    await this.delivered
  }

  private handOver(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    if (this.waiting.length === 0) return
    const events = this.waiting
    this.waiting = []
    this.last = performance.now()
    this.delivered = Promise.all([this.delivered, this.deliver(events)])
  }
}
