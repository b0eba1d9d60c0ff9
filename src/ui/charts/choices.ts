import {
  type MetricGroup,
  metricGroups,
  type MetricId,
  metricIds,
  metrics,
  type PointSource,
} from '../../results/metrics'
import type { ChartStage } from '../../results/series'

/** A metric over the stages that one axis shows: what a chart can be of. */
export interface Choice {
  id: string
  metric: MetricId
  title: string
  stages: readonly ChartStage[]
  source: PointSource
  /** Where the metric itself ends; a band is cut there. Left out where it ends nowhere. */
  bounds?: readonly [number, number]
  /** The vertical axis always reaches from end to end, so that charts of a share can be compared. */
  whole?: true
}

export interface ChoiceGroup {
  title: string
  choices: readonly Choice[]
}

/** Every chart there is, by what it is about; `k` is that of the run's pass@k. */
export function choiceGroups(k: number | undefined): readonly ChoiceGroup[] {
  const all = metricIds.flatMap((metric) => choicesOf(metric, k))
  return (Object.keys(metricGroups) as MetricGroup[]).map((group) => ({
    title: metricGroups[group],
    choices: all.filter(({ metric }) => metrics[metric].group === group),
  }))
}

/** The charts of a metric: of its evaluations, of training from SFT on, and of the base policy's training. */
function choicesOf(metric: MetricId, k: number | undefined): Choice[] {
  const { title, bounds, group, whole, perStage, ...about } = metrics[metric]
  const stagesOf = (source: PointSource): ChartStage[] =>
    chartStages.filter((stage) => about[source]?.includes(stage) && (about.charted ?? [stage]).includes(stage))
  const choice = (name: string, own: string, source: PointSource, stages: readonly ChartStage[]): Choice[] =>
    stages.length === 0
      ? []
      : [
          {
            id: `${name}.${metric}`,
            metric,
            title: about.train && about.evaluation ? `${own} (${source})` : own,
            stages,
            source,
            ...(bounds.some(Number.isFinite) && { bounds }),
            ...(whole && { whole }),
          },
        ]
  // A base policy is evaluated once, which makes no curve.
  const evaluated = stagesOf('evaluation').filter((stage) => stage !== 'pretrain')
  const [base, arms] = [
    stagesOf('train').filter((s) => s === 'pretrain'),
    stagesOf('train').filter((s) => s !== 'pretrain'),
  ]
  const training = perStage
    ? arms.flatMap((stage) => choice(stage, `${stageNames[stage]} ${lowered(title)}`, 'train', [stage]))
    : choice(arms.length > 1 ? 'both' : (arms[0] ?? ''), title, 'train', arms)
  const heldOut = group === 'quality' && !title.startsWith('Held-out') ? `Held-out ${lowered(title)}` : title
  return [
    ...choice('evaluation', metric === 'passAtK' ? `Held-out pass@${k ?? 'k'}` : heldOut, 'evaluation', evaluated),
    ...training,
    ...choice('base', `Base policy: ${lowered(title)}`, 'train', base),
  ]
}

const chartStages = ['pretrain', 'sft', 'rl'] as const satisfies readonly ChartStage[]
const stageNames: Readonly<Record<ChartStage, string>> = { pretrain: 'base policy', sft: 'SFT', rl: 'RL' }

/** A title within another: `Gradient norm` begins small there, `NLL` does not. */
const lowered = (title: string): string =>
  (/^[A-Z][a-z]/.test(title) ? title.charAt(0).toLowerCase() : title.charAt(0)) + title.slice(1)

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
  return stages.map((stage) => stageNames[stage]).join(', then ')
}
