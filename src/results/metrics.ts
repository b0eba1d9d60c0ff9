import { type StageId, stageIds } from '../config/stages'

/**
 * Every figure that a run reports of an arm, a seed and a step, with all that tables and charts need to know of it. A new one is a row
 * here and its value where it is measured: in `evaluate` for evaluations, in `trainRl` or the engines' metrics for training steps.
 */

/**
 * What measured a point. `train`: the optimizer step itself, on its batch or its rollouts. `evaluation`: whatever is asked of a policy
 * between steps: the held-out prompts, and at the end of RL how far its parameters have gone.
 */
export const pointSources = ['train', 'evaluation'] as const
export type PointSource = (typeof pointSources)[number]

/** What figures are about; pickers and tables are in this order. */
export const metricGroups = {
  quality: 'Held-out prompts',
  loss: 'Loss and gradient',
  weights: 'Weights of SFT',
  policy: 'The policy',
  rollouts: 'Rollouts and GRPO',
  cost: 'Cost',
} as const
export type MetricGroup = keyof typeof metricGroups

export interface Metric {
  title: string
  /** For the head of a narrow column. */
  short?: string
  description: string
  /** Left out of shares and other bare numbers. */
  unit?: string
  /** The least and the greatest value that it can have. */
  bounds: readonly [low: number, high: number]
  group: MetricGroup
  /** The stages whose optimizer steps report it; none where left out. */
  train?: readonly StageId[]
  /** The stages whose evaluations report it; none where left out. */
  evaluation?: readonly StageId[]
  /** The stages that have a chart of it; where left out, all that report it. */
  charted?: readonly StageId[]
  /** The stages mean different things by it, so that each has a chart of its own. */
  perStage?: true
  /** A chart shows all from bound to bound, so that arms and runs can be compared at a glance. */
  whole?: true
  /** Tables show it in per cent. */
  percent?: true
  /** k, where it is pass@k. */
  k?: number
}

const SHARE = [0, 1] as const
const POSITIVE = [0, Infinity] as const
const EVALUATED = ['pretrain', 'sft', 'rl'] as const
const NATS = 'nats a token'

const accuracy = { bounds: SHARE, group: 'quality', evaluation: EVALUATED } as const
const passAt = (k: number) =>
  ({
    ...accuracy,
    title: `pass@${k}`,
    description: `Unbiased estimate of the chance that one of ${k} samples is right, over held-out prompts.`,
    k,
    // Together they are one figure, pass@k against k.
    charted: [],
  }) as const
const weights = { group: 'weights', train: ['pretrain', 'collect', 'sft'], charted: ['sft'] } as const
const clipped = { bounds: SHARE, group: 'weights', train: ['sft'], percent: true } as const
const rollouts = { bounds: SHARE, group: 'rollouts', train: ['rl'] } as const
const mismatch = { unit: NATS, bounds: POSITIVE, group: 'rollouts', train: ['rl'] } as const
const cost = { bounds: POSITIVE, group: 'cost', train: stageIds } as const

const table = {
  passAt1: {
    ...accuracy,
    title: 'pass@1',
    description: 'Share of sampled responses (temperature 1) to held-out prompts that the verifier accepts.',
    whole: true,
    k: 1,
  },
  passAtK: {
    ...accuracy,
    title: 'pass@k',
    description: 'Unbiased estimate of the chance that one of k samples is right, over held-out prompts.',
    whole: true,
  },
  passAt2: passAt(2),
  passAt4: passAt(4),
  passAt8: passAt(8),
  passAt16: passAt(16),
  passAt32: passAt(32),
  passAt64: passAt(64),
  passAt128: passAt(128),
  passAt256: passAt(256),
  greedy: {
    ...accuracy,
    title: 'Greedy accuracy',
    description: 'Share of held-out prompts whose most likely response is right.',
    whole: true,
  },
  heldOutNll: {
    title: 'Held-out NLL',
    description: 'Mean −log π(y_t) on the behaviour policy’s responses to held-out prompts.',
    unit: NATS,
    bounds: POSITIVE,
    group: 'quality',
    evaluation: EVALUATED,
  },
  loss: {
    title: 'Loss',
    description: 'The objective that the arm minimises.',
    bounds: [-Infinity, Infinity],
    group: 'loss',
    train: stageIds,
    perStage: true,
  },
  nll: {
    title: 'NLL of the batch',
    description: 'Unweighted mean −log π(y_t) on the batch.',
    unit: NATS,
    bounds: POSITIVE,
    group: 'loss',
    train: stageIds,
    charted: ['sft'],
  },
  gradNorm: {
    title: 'Gradient norm',
    description: 'Global norm before clipping.',
    bounds: POSITIVE,
    group: 'loss',
    train: stageIds,
  },
  entropy: {
    title: 'Entropy',
    description: 'Exact entropy of the next-token distribution.',
    unit: NATS,
    bounds: POSITIVE,
    group: 'policy',
    train: stageIds,
  },
  kl: {
    title: 'KL to the SFT checkpoint',
    description: 'Exact KL(π‖π_ref) on the policy’s own rollouts.',
    unit: NATS,
    bounds: POSITIVE,
    group: 'policy',
    // In SFT it is that to the base policy, of arms whose ratio is taken against it.
    train: ['sft', 'rl'],
    charted: ['rl'],
  },
  reward: { ...rollouts, title: 'Reward', description: 'Mean reward of the step’s rollouts.', whole: true },
  flatGroups: {
    ...rollouts,
    title: 'Groups without spread',
    description: 'Share of groups whose completions all have one reward: they give no gradient.',
  },
  meanWeight: {
    ...weights,
    title: 'Mean weight',
    short: 'Mean',
    description: 'Mean coefficient of a token’s loss.',
    bounds: POSITIVE,
  },
  effectiveSampleSize: {
    ...weights,
    title: 'Effective sample size',
    short: 'Effective size',
    description: '(ΣG)²/(nΣG²) of the weights in the batch.',
    bounds: SHARE,
  },
  deltaClippedLow: {
    ...clipped,
    title: 'δ clipped below',
    short: 'δ below',
    description: 'Share of tokens whose log ratio lies below its lower bound.',
  },
  deltaClippedHigh: {
    ...clipped,
    title: 'δ clipped above',
    short: 'δ above',
    description: 'Share of tokens whose log ratio lies above its upper bound.',
  },
  logGClippedLow: {
    ...clipped,
    title: 'log G clipped below',
    short: 'log G below',
    description: 'Share of tokens whose log weight lies below its lower bound.',
  },
  logGClippedHigh: {
    ...clipped,
    title: 'log G clipped above',
    short: 'log G above',
    description: 'Share of tokens whose log weight lies above its upper bound.',
  },
  ratioClippedLow: {
    ...rollouts,
    title: 'Ratio clipped below',
    description: 'Share of rollout tokens whose gradient the lower clip stops.',
  },
  ratioClippedHigh: {
    ...rollouts,
    title: 'Ratio clipped above',
    description: 'Share of rollout tokens whose gradient the upper clip stops.',
  },
  responseLength: {
    title: 'Response length',
    description: 'Mean tokens of a sampled response, the ending one included.',
    unit: 'tokens',
    bounds: POSITIVE,
    group: 'policy',
    train: ['rl'],
    evaluation: EVALUATED,
  },
  truncated: {
    title: 'Truncated',
    description: 'Share of responses that reached the longest length without an end.',
    bounds: SHARE,
    group: 'policy',
    train: ['rl'],
    evaluation: EVALUATED,
  },
  mismatchMax: {
    ...mismatch,
    title: 'Sampler–trainer mismatch, largest',
    description: 'Largest |log π − log π_sampler| of a token.',
    unit: 'nats',
  },
  mismatchMean: {
    ...mismatch,
    title: 'Sampler–trainer mismatch, mean',
    description: 'Mean |log π − log π_sampler|.',
  },
  drift: {
    title: 'Drift',
    description: '‖θ − θ_SFT‖₂: how far RL has moved the parameters.',
    bounds: POSITIVE,
    group: 'policy',
    evaluation: ['rl'],
  },
  cosine: {
    title: 'Cosine of SFT and RL updates',
    short: 'Cosine',
    description: 'Cosine of θ_SFT − θ₀ and θ_RL − θ_SFT: above 0 RL goes on the way of SFT, below 0 it goes back.',
    bounds: [-1, 1],
    group: 'policy',
    evaluation: ['rl'],
  },
  tokens: {
    ...cost,
    title: 'Tokens',
    description:
      'Response tokens that this policy was trained on in the stage so far; in RL those that it sampled. A step counts each token once.',
    charted: [],
  },
  seconds: {
    ...cost,
    title: 'Seconds',
    description: 'Time of the stage’s training steps so far, all arms and seeds together; evaluation is left out.',
    charted: [],
  },
  tokensPerSecond: {
    ...cost,
    title: 'Tokens/s',
    description: 'Tokens trained on and sampled a second, all arms and seeds together.',
    charted: ['sft', 'rl'],
  },
} satisfies Record<string, Metric>

export type MetricId = keyof typeof table

export const metrics: Readonly<Record<MetricId, Metric>> = table

export const metricIds = Object.keys(table) as [MetricId, ...MetricId[]]

/** What a metric is, with its unit. */
export function metricAbout(metric: MetricId): string {
  const { description, unit } = metrics[metric]
  return unit === undefined ? description : `${description} In ${unit}.`
}

/** The metrics of a group whose figures are of one source, in the order of tables. */
export const metricsIn = (group: MetricGroup, source: PointSource): MetricId[] =>
  metricIds.filter((metric) => metrics[metric].group === group && metrics[metric][source] !== undefined)

/** What measured a point that does not say so, as results of earlier versions do not: an evaluation, where a figure comes of none other. */
export function sourceOf(values: Readonly<Partial<Record<MetricId, number>>>): PointSource {
  const own = metricIds.filter((metric) => values[metric] !== undefined)
  return own.some((metric) => metrics[metric].train === undefined) ? 'evaluation' : 'train'
}
