import { shortened } from '../src/core/rounding'
import type { PointEvent, SampledResponse, ScoredPolicy, TopTokens } from '../src/results/events'
import type { StageId } from '../src/config/stages'
import type { MetricId } from '../src/results/metrics'
import type { ResultsFile } from '../src/results/file'

/** Metrics that no chart shows, by stage. */
const LEFT_OUT: Readonly<Partial<Record<StageId, readonly MetricId[]>>> = { rl: ['mismatchMax', 'nll'] }
/** Significant digits of a training step's metrics, which are noisier than that. */
const DIGITS = 3
/** Of some others: places on an axis, which are added up, and what is noise of rounding or of the machine. */
const DIGITS_OF: Readonly<Partial<Record<string, number>>> = {
  tokens: 4,
  seconds: 4,
  tokensPerSecond: 2,
  mismatchMean: 1,
}
/** Digits after the point of log-probabilities, in nats, and of probabilities. */
const PLACES = 3

/**
 * The same results in less room, for the page to load: evaluations to five significant digits, training steps to about three,
 * log-probabilities to a thousandth of a nat, without base policies' training and what no chart shows.
 */
export function compact(file: ResultsFile): ResultsFile {
  const { points, samples, offline, scored } = file
  return {
    ...file,
    points: points.filter(isShown).map(compactPoint),
    ...(samples && {
      samples: samples.map((event) => ({
        ...event,
        samples: event.samples.map(({ prompt, responses }) => ({ prompt, responses: responses.map(compactResponse) })),
      })),
    }),
    ...(offline && {
      offline: {
        ...offline,
        examples: offline.examples.map(({ behaviourTop, ...example }) => ({
          ...example,
          behaviourLogProbs: example.behaviourLogProbs.map(short),
          ...(behaviourTop && { behaviourTop: behaviourTop.map(compactTop) }),
        })),
      },
    }),
    ...(scored && { scored: scored.map((event) => ({ ...event, policies: event.policies.map(compactPolicy) })) }),
  }
}

/** Seeds differ in whether their base policy was shipped, so that its training is no part of what they have in common. */
const isShown = ({ stage, values }: PointEvent): boolean => stage !== 'pretrain' || values.loss === undefined

function compactPoint(point: PointEvent): PointEvent {
  const { stage, values } = point
  const isEvaluation = point.source === 'evaluation'
  const kept = Object.entries(values)
    .filter(([id]) => !LEFT_OUT[stage]?.some((one) => one === id))
    .map(([id, value]) => [id, isEvaluation ? shortened(value) : Number(value.toPrecision(DIGITS_OF[id] ?? DIGITS))])
  return { ...point, values: Object.fromEntries(kept) as PointEvent['values'] }
}

// Adding 0 makes of −0 a 0.
const short = (value: number): number => Number(value.toFixed(PLACES)) + 0

const compactResponse = (response: SampledResponse): SampledResponse => ({
  ...response,
  logProbs: response.logProbs.map(short),
})

const compactPolicy = ({ arm, logProbs, top }: ScoredPolicy): ScoredPolicy => ({
  arm,
  logProbs: logProbs.map((own) => own.map(short)),
  top: top.map((positions) => positions.map(compactTop)),
})

const compactTop = (top: TopTokens): TopTokens => top.map(([token, probability]) => [token, short(probability)])
