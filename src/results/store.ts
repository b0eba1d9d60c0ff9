import type { StageId } from '../config/stages'
import type { PointEvent } from './events'
import type { MetricId, PointSource } from './metrics'

type Subject = PointEvent['arm']
type Values = PointEvent['values']

/** Where figures of one kind stand: a stage, and whether its training or the evaluation measured them. */
export interface Origin {
  stage: StageId
  source: PointSource
}

/** What an arm's seeds have of a metric at one step, in the order of the seeds that were asked for. */
export interface StepValues {
  step: number
  /** Undefined where a seed has none. */
  values: (number | undefined)[]
}

/** What was reported of one step of a track. Snapshots taken before a step was reported again still find what they had. */
interface Report {
  /** How many points the run had before. */
  order: number
  /** All figures of the step so far; of a figure that came twice, the last one. */
  values: Values
  before: Report | undefined
}

/**
 * The points of a run and their index: by stage, source, arm and seed to a track, in which a step is found by halving and its figures
 * by metric. Where a figure was reported twice for one place, the last report holds.
 *
 * A store never changes: `add` gives another one, which shares everything that is there and costs no more than what is added. All
 * stores of a run read one log that only grows, each as far as its own length.
 */
export class PointStore implements Iterable<PointEvent> {
  private constructor(
    private readonly log: Log,
    /** How many points there are, repeated ones included. */
    readonly length: number,
  ) {}

  static of(points: Iterable<PointEvent> = []): PointStore {
    const log = new Log()
    for (const point of points) log.append(point)
    return new PointStore(log, log.points.length)
  }

  /** The store with further points: O(points that are added). */
  add(points: readonly PointEvent[]): PointStore {
    if (points.length === 0) return this
    const { log, length } = this
    // React asks for the same step twice while it looks for impure updates: the points are there already.
    if (points.every((point, i) => log.points[length + i] === point)) return new PointStore(log, length + points.length)
    // A log has one end. Whoever goes on from further back, or from nothing, gets a log of its own.
    if (length === 0 || log.points.length > length) return PointStore.of([...this, ...points])
    for (const point of points) log.append(point)
    return new PointStore(log, log.points.length)
  }

  /** Every point in the order in which they came, as it was reported. */
  *[Symbol.iterator](): Iterator<PointEvent> {
    for (let i = 0; i < this.length; i++) yield this.log.points[i] as PointEvent
  }

  /** Whether any point has this metric. */
  has(metric: MetricId): boolean {
    return isSeen(this.log.first.get(metric), this.length)
  }

  /** The figure that came last of all that were reported of a metric. */
  latest(metric: MetricId): number | undefined {
    if (!this.has(metric)) return undefined
    for (let i = this.length - 1; ; i--) {
      const value = this.log.points[i]?.values[metric]
      if (value !== undefined) return value
    }
  }

  /** The arms with points of this origin, in the order in which they came. */
  arms(origin: Origin): Subject[] {
    const lane = this.log.lane(origin)
    return [...(lane ?? [])].flatMap(([arm, { order }]) => (order < this.length ? [arm] : []))
  }

  /** A figure of one seed at one step. */
  valueAt(origin: Origin, arm: Subject, seed: number, step: number, metric: MetricId): number | undefined {
    const track = this.log.track(origin, arm, seed)
    if (!track) return undefined
    const place = placeOf(track.steps, step)
    return track.steps[place] === step ? this.seen(track.reports[place])?.values[metric] : undefined
  }

  /** A seed's figure at the last step that has one. */
  last(origin: Origin, arm: Subject, seed: number, metric: MetricId): number | undefined {
    const track = this.log.track(origin, arm, seed)
    if (!track || !isSeen(track.first.get(metric), this.length)) return undefined
    for (let i = track.reports.length - 1; i >= 0; i--) {
      const value = this.seen(track.reports[i])?.values[metric]
      if (value !== undefined) return value
    }
    return undefined
  }

  /** A metric of an arm step by step, in the order of steps; a step at which none of these seeds has a figure is left out. */
  curve(origin: Origin, arm: Subject, metric: MetricId, seeds: readonly number[]): StepValues[] {
    const tracks = seeds.map((seed) => {
      const track = this.log.track(origin, arm, seed)
      return track && isSeen(track.first.get(metric), this.length) ? track : undefined
    })
    const places = tracks.map(() => 0)
    const found: StepValues[] = []
    // Plain loops, since a redraw comes through here for every value that it shows.
    for (;;) {
      let step = Infinity
      for (let i = 0; i < tracks.length; i++) {
        const next = tracks[i]?.steps[places[i] as number]
        if (next !== undefined && next < step) step = next
      }
      if (step === Infinity) return found
      const values = new Array<number | undefined>(tracks.length).fill(undefined)
      let any = false
      for (let i = 0; i < tracks.length; i++) {
        const track = tracks[i]
        const place = places[i] as number
        if (track?.steps[place] !== step) continue
        places[i] = place + 1
        const value = this.seen(track.reports[place])?.values[metric]
        if (value === undefined) continue
        values[i] = value
        any = true
      }
      if (any) found.push({ step, values })
    }
  }

  /** What this store has of a step that later ones may have more of. */
  private seen(report: Report | undefined): Report | undefined {
    let own = report
    while (own && own.order >= this.length) own = own.before
    return own
  }
}

const isSeen = (order: number | undefined, length: number): boolean => order !== undefined && order < length

/** What one arm and seed reported, in the order of steps. */
interface Track {
  steps: number[]
  reports: Report[]
  /** How many points the run had before the first with a metric. */
  first: Map<string, number>
}

interface ArmTracks {
  /** How many points the run had before the arm's first. */
  order: number
  seeds: Map<number, Track>
}

/** Points in the order in which they came, and where each stands. It only grows. */
class Log {
  readonly points: PointEvent[] = []
  /** How many points there were before the first with a metric. */
  readonly first = new Map<string, number>()
  private readonly lanes = new Map<string, Map<Subject, ArmTracks>>()

  lane({ stage, source }: Origin): ReadonlyMap<Subject, ArmTracks> | undefined {
    return this.lanes.get(`${stage} ${source}`)
  }

  track(origin: Origin, arm: Subject, seed: number): Track | undefined {
    return this.lane(origin)?.get(arm)?.seeds.get(seed)
  }

  append(point: PointEvent): void {
    const order = this.points.length
    const track = this.trackOf(point)
    for (const metric of Object.keys(point.values)) {
      if (!this.first.has(metric)) this.first.set(metric, order)
      if (!track.first.has(metric)) track.first.set(metric, order)
    }
    const { steps, reports } = track
    // Steps come in their order, so that this is the end, but for what is reported again.
    const place = placeOf(steps, point.step)
    const before = steps[place] === point.step ? reports[place] : undefined
    const report = { order, before, values: before ? { ...before.values, ...point.values } : point.values }
    if (before) reports[place] = report
    else {
      steps.splice(place, 0, point.step)
      reports.splice(place, 0, report)
    }
    this.points.push(point)
  }

  private trackOf({ stage, source, arm, seed }: PointEvent): Track {
    const key = `${stage} ${source}`
    const lane = this.lanes.get(key) ?? new Map<Subject, ArmTracks>()
    this.lanes.set(key, lane)
    const own = lane.get(arm) ?? { order: this.points.length, seeds: new Map<number, Track>() }
    lane.set(arm, own)
    const track = own.seeds.get(seed) ?? { steps: [], reports: [], first: new Map<string, number>() }
    own.seeds.set(seed, track)
    return track
  }
}

/** Where a step stands among ascending ones, or would. */
function placeOf(steps: readonly number[], step: number): number {
  let [low, high] = [0, steps.length]
  if (high === 0 || (steps[high - 1] as number) < step) return high
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((steps[middle] as number) < step) low = middle + 1
    else high = middle
  }
  return low
}
