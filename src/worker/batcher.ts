const INTERVAL_MS = 100

/** Gathers events so that a listener is called at most 10 times a second; `flush` hands over the rest at once. */
export class Batcher<Event> {
  private waiting: Event[] = []
  private last = -Infinity
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(private readonly deliver: (events: readonly Event[]) => void) {}

  add(event: Event): void {
    this.waiting.push(event)
    this.timer ??= setTimeout(
      () => {
        this.flush()
      },
      Math.max(0, this.last + INTERVAL_MS - performance.now()),
    )
  }

  flush(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    if (this.waiting.length === 0) return
    const events = this.waiting
    this.waiting = []
    this.last = performance.now()
    this.deliver(events)
  }
}
