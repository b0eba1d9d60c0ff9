import { type Estimate, estimate, pairedDifference } from '../core/statistics'
import type { ArmId } from '../config/armId'
import { armsOf, type ExperimentConfig } from '../config/config'
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
import type { MetricId } from './metrics'
import { PointStore } from './store'
import { valuesAt } from './values'

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

/** What the results table says of one arm at one moment; undefined until every seed of the run has got there. */
export interface TableCell {
  passAt1: Estimate
  passAtK: Estimate
  greedy: Estimate
  /** pass@1 less canonical SFT's, paired by seed; undefined for SFT itself and where SFT is not among the arms. */
  difference?: Estimate
}

export interface TableRow {
  arm: ArmId
  postSft?: TableCell
  postRl?: TableCell
}

/** The results table: every arm of the run after SFT (where RL starts) and after the last RL step. */
export function resultsTable(results: RunResults): TableRow[] {
  const { config } = results
  if (!config) return []
  return armsOf(config).map((arm): TableRow => {
    const postSft = cellAt(results, arm, 0)
    const postRl = cellAt(results, arm, config.rl.steps)
    return { arm, ...(postSft && { postSft }), ...(postRl && { postRl }) }
  })
}

function cellAt(results: RunResults, arm: ArmId, step: number): TableCell | undefined {
  const values = (of: ArmId, metric: MetricId): number[] =>
    valuesAt(results, of, metric, step).filter((value) => value !== undefined)
  const passAt1 = values(arm, 'passAt1')
  if (passAt1.length < results.seeds.length) return undefined
  const canonical = arm === 'sft' ? [] : values('sft', 'passAt1')
  return {
    passAt1: estimate(passAt1),
    passAtK: estimate(values(arm, 'passAtK')),
    greedy: estimate(values(arm, 'greedy')),
    ...(canonical.length === passAt1.length && { difference: pairedDifference(passAt1, canonical) }),
  }
}
