import { z } from 'zod'
import { gameIds, games, type GameId } from '../games'
import type { PearSettings } from '../pear/weights'

/** The version that links carry. It changes when an old link would mean another experiment. */
export const CONFIG_VERSION = 1

const integer = (low: number, high: number, initial: number, title: string, description: string) =>
  z.int().min(low).max(high).default(initial).meta({ title, description })

const real = (low: number, high: number, initial: number, title: string, description: string) =>
  z.number().min(low).max(high).default(initial).meta({ title, description })

const rate = (initial: number) => real(1e-6, 0.1, initial, 'Learning rate', 'Peak learning rate of AdamW.')

const warmup = (initial: number) =>
  integer(0, 10_000, initial, 'Warm-up steps', 'Steps in which the learning rate rises linearly from 0 to its peak.')

const decay = (initial: number) =>
  real(
    0,
    1,
    initial,
    'Decay share',
    'Last share of the steps, in which the learning rate falls linearly to 10 % of its peak.',
  )

const seeds = z.strictObject({
  first: integer(
    0,
    1_000_000,
    0,
    'First seed',
    'Seeds run from this one on. Every random stream is named by its seed.',
  ),
  count: integer(1, 32, 5, 'Seeds', 'Number of independent repetitions. Arms are paired within a seed.'),
})

const model = z.strictObject({
  dModel: integer(
    4,
    512,
    64,
    'Model width',
    'D: width of the residual stream; a multiple of twice the number of heads.',
  ),
  heads: integer(1, 16, 4, 'Heads', 'H: attention heads.'),
  layers: integer(1, 8, 2, 'Layers', 'L: decoder layers.'),
  dFF: integer(4, 2048, 176, 'Feed-forward width', 'F: width of the SwiGLU hidden layer.'),
})

const pretrain = z.strictObject({
  steps: integer(
    1,
    20_000,
    600,
    'Pretraining steps',
    'Steps on the base writer’s unfiltered responses; shared by all arms of a seed.',
  ),
  batch: integer(1, 512, 64, 'Pretraining batch', 'Sequences a step.'),
  learningRate: rate(3e-3),
  warmup: warmup(10),
  decay: decay(0.3),
})

const data = z.strictObject({
  pairs: integer(
    1,
    50_000,
    4000,
    'Offline pairs',
    'Prompt–response pairs that the behaviour policy writes for each seed.',
  ),
  onlyCorrect: z.boolean().default(true).meta({
    title: 'Keep only correct responses',
    description:
      'Verified-correct filter on the offline data. The stored log-probabilities are those of the unfiltered behaviour policy.',
  }),
})

const sft = z.strictObject({
  steps: integer(
    1,
    20_000,
    60,
    'SFT steps',
    'Optimizer steps on the offline data, the same batches in the same order for every arm.',
  ),
  batch: integer(1, 512, 64, 'SFT batch', 'Sequences a step.'),
  learningRate: rate(1e-3),
  warmup: warmup(10),
  decay: decay(0.3),
  reduction: z.enum(['token', 'sequence']).default('token').meta({
    title: 'SFT loss reduction',
    description: 'token: sum over tokens by their number. sequence: mean over responses of each one’s token mean.',
  }),
})

const pear = z.strictObject({
  gamma: real(0.5, 1, 0.999, 'γ', 'Discount for each token between a token and the end of its response.'),
  block: integer(1, 512, 2, 'Block size B', 'Tokens that share one weight in PEAR (block).'),
  deltaMin: real(-20, 0, -2, 'δ min', 'Lower bound of one token’s log ratio log π_θ − log π_β.'),
  deltaMax: real(0, 20, 0.3, 'δ max', 'Upper bound of one token’s log ratio log π_θ − log π_β.'),
  logGMin: real(-50, 0, -10, 'log G min', 'Lower bound of the log weight.'),
  logGMax: real(0, 50, 5, 'log G max', 'Upper bound of the log weight.'),
  ratio: z.enum(['current', 'initial']).default('current').meta({
    title: 'π_θ in the ratio',
    description: 'current: the policy in training. initial: the frozen base policy π₀.',
  }),
  normalise: z.boolean().default(false).meta({
    title: 'Normalise weights',
    description: 'Divide the weights by their mean over the batch.',
  }),
})

const rl = z.strictObject({
  steps: integer(1, 20_000, 60, 'RL steps', 'GRPO steps: each samples rollouts, then updates on them.'),
  prompts: integer(1, 256, 16, 'Prompts a step', 'Different prompts in a step.'),
  group: integer(2, 64, 8, 'Group size', 'K: completions of each prompt; advantages are relative to their group.'),
  learningRate: rate(5e-4),
  warmup: warmup(0),
  decay: decay(0),
  scale: z.enum(['group', 'none']).default('group').meta({
    title: 'Advantage scale',
    description: 'group: divided by the group’s standard deviation + 1e-4. none: not divided (Dr. GRPO).',
  }),
  reduction: z.enum(['grpo', 'dapo', 'dr_grpo']).default('grpo').meta({
    title: 'RL loss reduction',
    description:
      'grpo: mean of token means. dapo: sum by the number of tokens. dr_grpo: sum by completions × longest response.',
  }),
  clipLow: real(0, 1, 0.2, 'ε low', 'The ratio’s clip below 1. Without effect in the first inner epoch.'),
  clipHigh: real(0, 10, 0.2, 'ε high', 'The ratio’s clip above 1. Without effect in the first inner epoch.'),
  klBeta: real(0, 10, 0, 'KL coefficient β', 'Weight of the k3 estimate of KL to the SFT checkpoint.'),
  epochs: integer(1, 8, 1, 'Inner epochs', 'Updates on each step’s rollouts.'),
})

const optimizer = z.strictObject({
  beta1: real(0, 0.999, 0.9, 'β₁', 'AdamW: decay of the first moment.'),
  beta2: real(0, 0.9999, 0.99, 'β₂', 'AdamW: decay of the second moment.'),
  weightDecay: real(0, 1, 0, 'Weight decay', 'AdamW: decoupled decay.'),
  maxGradNorm: real(1e-3, 1e3, 1, 'Gradient norm', 'Gradients of a member are scaled down to this global norm.'),
})

const evaluation = z.strictObject({
  prompts: integer(1, 2048, 64, 'Held-out prompts', 'Prompts never trained on, the same for every arm of a seed.'),
  samples: integer(1, 256, 8, 'Samples a prompt', 'n: completions at temperature 1 for pass@1 and pass@k.'),
  k: integer(1, 256, 8, 'k', 'k of pass@k; at most the samples a prompt.'),
  every: integer(
    1,
    10_000,
    15,
    'Evaluate every',
    'Steps between evaluations; the end of each stage is always evaluated.',
  ),
})

const armSchema = z.enum(['none', 'sft', 'dft', 'token', 'block', 'sequence'])

const shared = {
  preset: z.string().default('default'),
  arms: z
    .array(armSchema)
    .min(1, 'Choose at least one arm.')
    .refine((list) => new Set(list).size === list.length, 'Each arm may be named only once.')
    .default(['none', 'sft', 'token', 'block', 'sequence'])
    .meta({ title: 'Arms', description: 'The objectives that are trained side by side from one base policy.' }),
  seeds: seeds.prefault({}),
  model: model.prefault({}),
  pretrain: pretrain.prefault({}),
  data: data.prefault({}),
  sft: sft.prefault({}),
  pear: pear.prefault({}),
  rl: rl.prefault({}),
  optimizer: optimizer.prefault({}),
  evaluation: evaluation.prefault({}),
}

/** The schema of an experiment on one game. Its difficulty and the two writers' styles are the game's own. */
function schemaFor(id: GameId) {
  const game = games[id]
  return z
    .strictObject({
      ...shared,
      game: z.strictObject({
        id: z.literal(id),
        difficulty: game.difficulty.prefault({}),
        base: game.style.prefault(game.baseStyle),
        teacher: game.style.prefault(game.teacherStyle),
      }),
    })
    .superRefine((config, context) => {
      const complain = (path: string[], message: string) => {
        context.addIssue({ code: 'custom', path, message })
      }
      const { model, evaluation, data, rl } = config
      if (model.dModel % (2 * model.heads) !== 0)
        complain(['model', 'dModel'], `The width must be a multiple of twice the heads, ${2 * model.heads}.`)
      if (evaluation.k > evaluation.samples)
        complain(['evaluation', 'k'], `k can be at most the samples a prompt, ${evaluation.samples}.`)
      if (config.sft.batch > data.pairs)
        complain(['sft', 'batch'], `The batch can be at most the number of offline pairs, ${data.pairs}.`)
      if (rl.clipLow === 0 && rl.clipHigh === 0 && rl.epochs > 1)
        complain(['rl', 'epochs'], 'With both clips at 0 every epoch after the first is without effect.')
    })
}

/** One experiment, whole: whoever has it can run it again. */
export type ExperimentConfig = z.output<ReturnType<typeof schemaFor>>

const schemas = new Map<GameId, ReturnType<typeof schemaFor>>()

/** The schema of an experiment on this game; one object a game, made when first asked for. */
export function configSchema(id: GameId): ReturnType<typeof schemaFor> {
  const known = schemas.get(id)
  if (known) return known
  const schema = schemaFor(id)
  schemas.set(id, schema)
  return schema
}

/** A problem with one setting: `path` as in links, e.g. `pear.deltaMin`; empty where it concerns the whole. */
export interface ConfigProblem {
  path: string
  message: string
}

/** Checks a config of unknown origin: either the typed config or every problem, each at its setting. */
export function parseConfig(value: unknown): { config: ExperimentConfig } | { problems: ConfigProblem[] } {
  const id = z.looseObject({ game: z.looseObject({ id: z.enum(gameIds) }) }).safeParse(value)
  if (!id.success) {
    return { problems: [{ path: 'game.id', message: `The game must be one of ${gameIds.join(', ')}.` }] }
  }
  const result = configSchema(id.data.game.id).safeParse(value)
  if (result.success) return { config: result.data }
  return {
    problems: result.error.issues.flatMap((issue): ConfigProblem[] =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => ({ path: [...issue.path, key].join('.'), message: 'There is no such setting.' }))
        : [{ path: issue.path.join('.'), message: issue.message }],
    ),
  }
}

/** The weighting's settings in the form of the method. */
export function pearSettings({ pear }: ExperimentConfig): PearSettings {
  return {
    gamma: pear.gamma,
    block: pear.block,
    clipDelta: [pear.deltaMin, pear.deltaMax],
    clipLogG: [pear.logGMin, pear.logGMax],
  }
}
