import type { PointSource } from '../../results/events'
import type { MetricId } from '../../results/metrics'
import { metrics } from '../../results/metrics'
import type { ChartStage } from './series'

/** A metric over the stages that one axis shows: what a chart can be of. */
export interface Choice {
  id: string
  metric: MetricId
  title: string
  stages: readonly ChartStage[]
  source: PointSource
  /** Where the metric itself ends; a band is cut there. */
  bounds?: readonly [number, number]
  /** The vertical axis always reaches from end to end, so that charts of a share can be compared. */
  whole?: true
}

export interface ChoiceGroup {
  title: string
  choices: readonly Choice[]
}

const SHARE = [0, 1] as const
const BOTH = ['sft', 'rl'] as const
const SFT = ['sft'] as const
const RL = ['rl'] as const
const BASE = ['pretrain'] as const

const shares: ReadonlySet<MetricId> = new Set<MetricId>([
  'effectiveSampleSize',
  'deltaClippedLow',
  'deltaClippedHigh',
  'logGClippedLow',
  'logGClippedHigh',
  'ratioClippedLow',
  'ratioClippedHigh',
  'flatGroups',
  'truncated',
])

const heldOut = (metric: MetricId, title: string, stages: readonly ChartStage[] = BOTH): Choice => ({
  id: `evaluation.${metric}`,
  metric,
  title,
  stages,
  source: 'evaluation',
})

const accuracy = (metric: MetricId, title: string): Choice => ({
  ...heldOut(metric, title),
  bounds: SHARE,
  whole: true,
})

const trained = (name: string, stages: readonly ChartStage[], metric: MetricId, title?: string): Choice => ({
  id: `${name}.${metric}`,
  metric,
  title: title ?? metrics[metric].title,
  stages,
  source: 'train',
  ...(shares.has(metric) && { bounds: SHARE }),
})

/** Every chart there is, by stage; `k` is that of the run's pass@k. */
export function choiceGroups(k: number | undefined): readonly ChoiceGroup[] {
  return [
    {
      title: 'Evaluation, through SFT and RL',
      choices: [
        accuracy('passAt1', 'Held-out pass@1'),
        accuracy('passAtK', `Held-out pass@${k ?? 'k'}`),
        accuracy('greedy', 'Held-out greedy accuracy'),
        heldOut('heldOutNll', 'Held-out NLL'),
        heldOut('drift', 'Drift', RL),
        { ...heldOut('cosine', 'Cosine of SFT and RL updates', RL), bounds: [-1, 1] },
      ],
    },
    {
      title: 'Training, SFT then RL',
      choices: [
        trained('both', BOTH, 'entropy'),
        trained('both', BOTH, 'gradNorm'),
        trained('both', BOTH, 'tokensPerSecond'),
      ],
    },
    {
      title: 'SFT',
      choices: [
        trained('sft', SFT, 'loss', 'SFT loss'),
        trained('sft', SFT, 'nll', 'NLL of the batch'),
        trained('sft', SFT, 'meanWeight'),
        trained('sft', SFT, 'effectiveSampleSize'),
        trained('sft', SFT, 'deltaClippedLow'),
        trained('sft', SFT, 'deltaClippedHigh'),
        trained('sft', SFT, 'logGClippedLow'),
        trained('sft', SFT, 'logGClippedHigh'),
      ],
    },
    {
      title: 'RL',
      choices: [
        { ...trained('rl', RL, 'reward'), bounds: SHARE, whole: true },
        trained('rl', RL, 'kl'),
        trained('rl', RL, 'loss', 'RL loss'),
        trained('rl', RL, 'flatGroups'),
        trained('rl', RL, 'ratioClippedLow'),
        trained('rl', RL, 'ratioClippedHigh'),
        trained('rl', RL, 'responseLength'),
        trained('rl', RL, 'truncated'),
        trained('rl', RL, 'mismatchMean'),
        trained('rl', RL, 'mismatchMax'),
      ],
    },
    {
      title: 'Base policy',
      choices: [
        trained('base', BASE, 'loss', 'Base policy: loss'),
        trained('base', BASE, 'entropy', 'Base policy: entropy'),
        trained('base', BASE, 'gradNorm', 'Base policy: gradient norm'),
      ],
    },
  ]
}

/** The chart that answers the question. */
export const FIRST_CHOICE = 'evaluation.passAt1'

/** The charts that stand below the main one unless all are asked for. */
export const SMALL_CHOICES: readonly string[] = [
  'sft.loss',
  'rl.reward',
  'both.entropy',
  'rl.kl',
  'sft.meanWeight',
  'evaluation.heldOutNll',
  'both.gradNorm',
  'rl.responseLength',
]

/** What the horizontal axis of a chart counts: `SFT, then RL`. */
export function stagesText(stages: readonly ChartStage[]): string {
  return stages.map((stage) => ({ pretrain: 'base policy', sft: 'SFT', rl: 'RL' })[stage]).join(', then ')
}
