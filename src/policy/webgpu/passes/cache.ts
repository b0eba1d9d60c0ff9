/*
 * Passes that are kept ready, within a budget of memory.
 */

/** Things kept at once; a run needs about four passes: pretraining, SFT, RL, and scoring. */
const MOST_KEPT = 8

/** What takes memory while it is kept. */
export interface Kept {
  readonly bytes: number
  dispose(): void
}

/** Keeps things ready by key; the one unused for longest makes room for a new one. */
export class Cache<T extends Kept> {
  /** The one unused for longest first. */
  private readonly kept = new Map<string, T>()

  /** @param budget bytes that all of them may take before another one is made */
  constructor(private readonly budget: number) {}

  /** Bytes of everything that is kept. */
  get bytes(): number {
    return this.all.reduce((sum, { bytes }) => sum + bytes, 0)
  }

  get all(): T[] {
    return [...this.kept.values()]
  }

  /** What is kept under a key, or else what `make` gives; under one key always things of one kind. */
  get<K extends T>(key: string, make: () => K): K {
    const known = this.kept.get(key) as K | undefined
    this.kept.delete(key)
    if (!known) this.makeRoom()
    const own = known ?? make()
    this.kept.set(key, own)
    return own
  }

  /** The device finishes what was submitted before it lets go of a destroyed buffer. */
  private makeRoom(): void {
    for (const [key, one] of this.kept) {
      if (this.kept.size < MOST_KEPT && this.bytes <= this.budget) return
      one.dispose()
      this.kept.delete(key)
    }
  }
}
