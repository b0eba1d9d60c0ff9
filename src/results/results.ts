import type { ExperimentConfig } from '../config/config'
import type {
  EndEvent,
  OfflineEvent,
  PointEvent,
  ProgressEvent,
  RunEvent,
  SamplesEvent,
  ScoredEvent,
  UpdateEvent,
} from './events'
import { PointStore } from './store'

/** A run as far as its events tell it. Immutable: each batch of events gives a new one. */
export interface RunResults {
  config?: ExperimentConfig
  engine?: string
  seeds: readonly number[]
  /** What was measured, with its index. */
  points: PointStore
  samples: readonly SamplesEvent[]
  /** Examples of the offline data, once they are collected. */
  offline?: OfflineEvent
  /** What policies said of these examples, in the order of training. */
  scored: readonly ScoredEvent[]
  /** The last update that was reported from close by. */
  update?: UpdateEvent
  progress?: ProgressEvent
  notices: readonly string[]
  paused: boolean
  end?: EndEvent
}

export const emptyResults: RunResults = {
  seeds: [],
  points: PointStore.of(),
  samples: [],
  scored: [],
  notices: [],
  paused: false,
}

/** The results after a batch of further events; O(events), but for the few responses, scores and notices. */
export function addEvents(results: RunResults, events: readonly RunEvent[]): RunResults {
  let points: PointEvent[] = []
  let samples: SamplesEvent[] = []
  let scored: ScoredEvent[] = []
  let notices: string[] = []
  let next = results
  for (const event of events) {
    switch (event.kind) {
      case 'started':
        ;[points, samples, scored, notices] = [[], [], [], []]
        next = { ...emptyResults, config: event.config, engine: event.engine, seeds: event.seeds }
        break
      case 'progress':
        next = { ...next, progress: event }
        break
      case 'point':
        points.push(event)
        break
      case 'samples':
        samples.push(event)
        break
      case 'offline':
        next = { ...next, offline: event }
        break
      case 'scored':
        scored.push(event)
        break
      case 'update':
        next = { ...next, update: event }
        break
      case 'notice':
        notices.push(event.message)
        break
      case 'paused':
        next = { ...next, paused: event.paused }
        break
      case 'finished':
      case 'stopped':
      case 'failed':
        next = { ...next, paused: false, end: event }
        break
    }
  }
  return {
    ...next,
    points: next.points.add(points),
    samples: samples.length > 0 ? [...next.samples, ...samples] : next.samples,
    scored: scored.length > 0 ? [...next.scored, ...scored] : next.scored,
    notices: notices.length > 0 ? [...next.notices, ...notices] : next.notices,
  }
}
