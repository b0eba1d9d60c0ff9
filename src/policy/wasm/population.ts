import type { Population, Snapshot } from '../engine'
import { METRICS_KEPT, metricsGone } from '../keptMetrics'
import { parameterCount, type PolicyShape } from '../shape'
import type { Pointer } from './kernels'
import type { Space } from './space'

/** The three vectors of a member. */
const PARTS = ['parameters', 'firstMoments', 'secondMoments'] as const

/** Where one member's parameters and moments are, `[P]` each. */
export type MemberPlaces = Record<(typeof PARTS)[number], Pointer>

/** A population in the module's memory, every member by itself. */
export class WasmPopulation implements Population {
  /** P. */
  readonly size: number
  /** Optimizer steps since creation or fork. */
  steps = 0
  private readonly places: MemberPlaces[] = []
  private reports = 0
  private disposed = false

  constructor(
    readonly shape: PolicyShape,
    readonly members: number,
    private readonly space: Space,
    private readonly onDispose: (population: WasmPopulation) => void,
  ) {
    this.size = parameterCount(shape)
    try {
      for (let member = 0; member < members; member++) {
        const room = (): Pointer => space.allocate(this.size)
        this.places.push({ parameters: room(), firstMoments: room(), secondMoments: room() })
      }
    } catch (error) {
      this.dispose()
      throw error
    }
  }

  /** Throws where the population was disposed. */
  check(): void {
    if (this.disposed) throw new Error('This population was disposed.')
  }

  /** Where a member is; throws RangeError for one that there is not. */
  at(member: number): MemberPlaces {
    this.check()
    const places = this.places[member]
    if (!places) throw new RangeError(`A population of ${this.members} has no member ${member}.`)
    return places
  }

  /** The numbers of one vector of a member. The view is good until the next allocation. */
  values(member: number, part: keyof MemberPlaces): Float32Array {
    return this.space.floats(this.at(member)[part], this.size)
  }

  snapshot(): Snapshot {
    const { shape, members, steps } = this
    const all = (part: keyof MemberPlaces): Float32Array => {
      const joined = new Float32Array(members * this.size)
      for (let member = 0; member < members; member++) joined.set(this.values(member, part), member * this.size)
      return joined
    }
    return {
      shape,
      members,
      steps,
      parameters: all('parameters'),
      firstMoments: all('firstMoments'),
      secondMoments: all('secondMoments'),
    }
  }

  /** Takes over the bits of a snapshot; throws RangeError where its arrays do not fit its shape. */
  load(snapshot: Snapshot): void {
    for (const part of PARTS) {
      const values = snapshot[part]
      if (values.length !== this.members * this.size) {
        throw new RangeError(
          `A snapshot of ${this.members} members needs ${this.size} numbers each, not ${values.length}.`,
        )
      }
      for (let member = 0; member < this.members; member++)
        this.values(member, part).set(values.subarray(member * this.size, (member + 1) * this.size))
    }
    this.steps = snapshot.steps
  }

  /** Keeps what a step measured as long as the seam promises: it can be asked for until `METRICS_KEPT` steps came after it. */
  keep<T>(metrics: T): () => Promise<T> {
    const own = this.reports++
    return async () => {
      this.check()
      if (this.reports - own > METRICS_KEPT) throw metricsGone()
      return Promise.resolve(metrics)
    }
  }

  dispose(): void {
    if (this.disposed) return
    this.disposed = true
    for (const places of this.places) for (const part of PARTS) this.space.release(places[part])
    this.onDispose(this)
  }
}
