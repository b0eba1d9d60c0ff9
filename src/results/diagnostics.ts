import { type Estimate, estimate, pairedDifference } from '../core/statistics'
import { type ArmId, armTitle } from '../config/armId'
import { armsOf } from '../config/config'
import type { OwnSettings } from '../config/ownSettings'
import { type MetricId, metricsIn } from './metrics'
import type { RunResults } from './results'
import { estimateAt, estimateOf, valuesAt } from './tables'

/** What is known of an arm's loss weights at its last SFT step, in the order in which tables show it. */
export const weightMetrics = metricsIn('weights', 'train')

/** The diagnostics of one arm (METHOD.md, "Evaluation and statistics"), each over the seeds that have it; n is 0 where none has. */
export interface ArmDiagnostics {
  arm: ArmId
  /** ‖θ_RL − θ_SFT‖₂ at the end of RL. */
  drift: Estimate
  /** Cosine of the SFT update and the RL update; no seed has one where the arm skips SFT. */
  cosine: Estimate
  /** Of the batch of the arm's last SFT step, in the order of `weightMetrics`. Arms without ratios have no clipped shares. */
  weights: readonly { metric: MetricId; over: Estimate }[]
}

/** The diagnostics of every arm of a run, in the order of tables. */
export function diagnostics(results: RunResults): ArmDiagnostics[] {
  const { config } = results
  if (!config) return []
  return armsOf(config).map((arm) => {
    const atEnd = (metric: MetricId): Estimate => estimateAt(results, arm, metric, config.rl.steps)
    return {
      arm,
      drift: atEnd('drift'),
      cosine: atEnd('cosine'),
      weights: weightMetrics.map((metric) => ({ metric, over: estimateOf(lastOfSft(results, arm, metric)) })),
    }
  })
}

/** Each seed's value of a metric at the last SFT step that has it. */
const lastOfSft = ({ points, seeds }: RunResults, arm: ArmId, metric: MetricId): (number | undefined)[] =>
  seeds.map((seed) => points.last({ stage: 'sft', source: 'train' }, arm, seed, metric))

/** pass@1 of an arm's seeds where RL starts and where it ends. */
export interface BeforeAfter {
  arm: ArmId
  seeds: readonly { seed: number; before: number; after: number }[]
  before: Estimate
  after: Estimate
}

/** Every arm that has seeds through RL, with pass@1 before (after SFT; the base policy's for no SFT) and after RL. */
export function beforeAfter(results: RunResults): BeforeAfter[] {
  const { config } = results
  if (!config) return []
  return armsOf(config).flatMap((arm) => {
    const starts = valuesAt(results, arm, 'passAt1', 0)
    const ends = valuesAt(results, arm, 'passAt1', config.rl.steps)
    const seeds = results.seeds.flatMap((seed, i) => {
      const [before, after] = [starts[i], ends[i]]
      return before === undefined || after === undefined ? [] : [{ seed, before, after }]
    })
    if (seeds.length === 0) return []
    return [
      {
        arm,
        seeds,
        before: estimate(seeds.map(({ before }) => before)),
        after: estimate(seeds.map(({ after }) => after)),
      },
    ]
  })
}

/** Two arms whose means of pass@1 change their order through RL. */
export interface Crossing {
  /** The arm whose mean is higher before RL, and lower after it. */
  upper: ArmId
  lower: ArmId
  /** pass@1 of `upper` less that of `lower`, paired by seed; above 0. */
  before: Estimate
  /** The same after RL; below 0. */
  after: Estimate
  /** Both intervals exclude 0: a rank reversal. Without that nothing is claimed. */
  shown: boolean
}

/** Every pair of arms whose order of means changes from after SFT to after RL, over the seeds that both have; shown ones first. */
export function crossings(results: RunResults): Crossing[] {
  const all = beforeAfter(results).map((own) => ({ ...own, bySeed: new Map(own.seeds.map((one) => [one.seed, one])) }))
  const found = all.flatMap((one, i) => all.slice(i + 1).flatMap((other) => crossing(one, other)))
  return [...found.filter(({ shown }) => shown), ...found.filter(({ shown }) => !shown)]
}

type ThroughRl = BeforeAfter['seeds'][number]

function crossing(one: BeforeAfter, other: BeforeAfter & { bySeed: ReadonlyMap<number, ThroughRl> }): Crossing[] {
  const pairs = one.seeds.flatMap((own) => {
    const match = other.bySeed.get(own.seed)
    return match ? [[own, match] as const] : []
  })
  if (pairs.length === 0) return []
  const difference = (moment: 'before' | 'after', [a, b]: readonly [0 | 1, 0 | 1]): Estimate =>
    pairedDifference(
      pairs.map((pair) => pair[a][moment]),
      pairs.map((pair) => pair[b][moment]),
    )
  const firstIsUpper = difference('before', [0, 1]).mean > 0
  const order = firstIsUpper ? ([0, 1] as const) : ([1, 0] as const)
  const before = difference('before', order)
  const after = difference('after', order)
  // Equal means have no order that could change.
  if (!(before.mean > 0 && after.mean < 0)) return []
  const [upper, lower] = firstIsUpper ? [one.arm, other.arm] : [other.arm, one.arm]
  return [{ upper, lower, before, after, shown: before.low > 0 && after.high < 0 }]
}

/** What a crossing of two arms' means says, in one sentence with n and both intervals; it claims a reversal only where it is shown. */
export function crossingText({ upper, lower, before, after, shown }: Crossing, own?: OwnSettings): string {
  const [high, low] = [armTitle(upper, own), armTitle(lower, own)]
  const figures = [paired(before), paired(after)] as const
  const seeds = `n = ${before.n}`
  if (shown)
    return `${high} is above ${low} before RL (paired ${figures[0]}) and below it after RL (${figures[1]}), ${seeds}.`
  const because = before.n < 2 ? 'one seed has no interval' : 'an interval holds 0'
  return `${high} and ${low}: the means cross (paired ${figures[0]} before RL, ${figures[1]} after RL, ${seeds}); no reversal shown: ${because}.`
}

const paired = ({ mean, low, high, n }: Estimate): string =>
  n < 2 ? signed(mean) : `${signed(mean)} [${signed(low)}, ${signed(high)}]`

const signed = (value: number): string => {
  const text = value.toFixed(2)
  if (Number(text) === 0) return '0.00'
  return text.startsWith('-') ? text.replace('-', '−') : `+${text}`
}
