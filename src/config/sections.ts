import { z } from 'zod'
import { oneOf, real, toggle, whole } from '../core/setting'
import { gameIds } from '../games'
import { formulas } from './formulas'

/** What a number is beyond its range; see `core/setting`. */
type More = Pick<Parameters<typeof whole>[0], 'unit' | 'scale' | 'handy' | 'step' | 'formula'>

const integer = (min: number, max: number, initial: number, title: string, description: string, more: More = {}) =>
  whole({ min, max, initial, title, description, ...more })

const number = (min: number, max: number, initial: number, title: string, description: string, more: More = {}) =>
  real({ min, max, initial, title, description, ...more })

const steps = (low: number, high: number): More => ({ unit: 'steps', scale: 'log', handy: [low, high] })
const sequences: More = { unit: 'sequences', scale: 'log2', handy: [8, 256] }
const width: More = { scale: 'log2', handy: [16, 256] }
const hidden: More = { scale: 'log2', handy: [32, 1024] }

const rate = (initial: number) =>
  number(1e-6, 0.1, initial, 'Learning rate', 'Peak learning rate of AdamW.', { scale: 'log', handy: [1e-5, 0.03] })

const warmup = (initial: number) =>
  integer(
    0,
    10_000,
    initial,
    'Warm-up steps',
    'Steps in which the learning rate rises linearly from 0 to its peak.',
    steps(0, 200),
  )

const decay = (initial: number) =>
  number(
    0,
    1,
    initial,
    'Decay share',
    'Last share of the steps, in which the learning rate falls linearly to 10 % of its peak.',
  )

/** Which repetitions of the experiment are run. */
export const seeds = z.strictObject({
  first: integer(
    0,
    1_000_000,
    0,
    'First seed',
    'Seeds run from this one on. Every random stream is named by its seed.',
    { scale: 'none' },
  ),
  count: integer(1, 32, 5, 'Seeds', 'Number of independent repetitions. Arms are paired within a seed.', {
    unit: 'seeds',
    handy: [1, 10],
  }),
})

/** The decoder’s sizes (docs/METHOD.md, “The policy”). */
export const model = z.strictObject({
  dModel: integer(
    4,
    512,
    64,
    'Model width',
    'D: width of the residual stream; a multiple of twice the number of heads.',
    width,
  ),
  heads: integer(1, 16, 4, 'Heads', 'H: attention heads.', { unit: 'heads', scale: 'log2' }),
  layers: integer(1, 8, 2, 'Layers', 'L: decoder layers.', { unit: 'layers' }),
  dFF: integer(4, 2048, 176, 'Feed-forward width', 'F: width of the SwiGLU hidden layer.', hidden),
})

/** How the base policy is made. */
export const pretrain = z.strictObject({
  steps: integer(
    1,
    20_000,
    600,
    'Pretraining steps',
    'Steps on the base writer’s unfiltered responses; shared by all arms of a seed.',
    steps(10, 5000),
  ),
  batch: integer(1, 512, 64, 'Pretraining batch', 'Sequences a step.', sequences),
  learningRate: rate(3e-3),
  warmup: warmup(10),
  decay: decay(0.3),
  anew: toggle({
    initial: false,
    title: 'Pretrain anew',
    description:
      'Train base policies here even where they come with the page. Off: every visitor starts from the same bits.',
  }),
})

/** Who writes the offline data. */
export const teacher = z.strictObject({
  kind: oneOf({
    options: ['scripted', 'network'],
    initial: 'scripted',
    title: 'Teacher',
    description:
      'scripted: the writer whose style is set below. network: a larger policy, trained on that writer’s unfiltered responses and sampled at temperature 1.',
  }),
  dModel: integer(4, 512, 96, 'Model width', 'Of the network: width of its residual stream.', width),
  heads: integer(1, 16, 4, 'Heads', 'Of the network: attention heads.', { unit: 'heads', scale: 'log2' }),
  layers: integer(1, 8, 3, 'Layers', 'Of the network: decoder layers.', { unit: 'layers' }),
  dFF: integer(4, 2048, 256, 'Feed-forward width', 'Of the network: width of the SwiGLU hidden layer.', hidden),
  steps: integer(
    1,
    20_000,
    1500,
    'Training steps',
    'Of the network: steps at the base policy’s batch and learning rate; one network for each seed.',
    steps(10, 5000),
  ),
})

/** What RL trains on and every evaluation asks, where that is not what SFT learns from. */
export const transfer = oneOf({
  options: ['same', 'difficulty', ...gameIds],
  initial: 'same',
  title: 'RL and evaluation on',
  description:
    'same: the puzzles of SFT. difficulty: the same game at the target difficulty. A game: that game at its usual difficulty. The base policy learns both.',
})

/** How much the behaviour policy writes, and what is kept. */
export const data = z.strictObject({
  pairs: integer(
    1,
    50_000,
    4000,
    'Offline pairs',
    'Prompt–response pairs that the behaviour policy writes for each seed.',
    { unit: 'pairs', scale: 'log', handy: [50, 20_000] },
  ),
  onlyCorrect: toggle({
    initial: true,
    title: 'Keep only correct responses',
    description:
      'Verified-correct filter on the offline data. The stored log-probabilities are those of the unfiltered behaviour policy.',
  }),
})

/** SFT of every arm that has it. */
export const sft = z.strictObject({
  steps: integer(
    1,
    20_000,
    60,
    'SFT steps',
    'Optimizer steps on the offline data, the same batches in the same order for every arm.',
    steps(1, 1000),
  ),
  batch: integer(1, 512, 64, 'SFT batch', 'Sequences a step.', sequences),
  learningRate: rate(1e-3),
  warmup: warmup(10),
  decay: decay(0.3),
  reduction: oneOf({
    options: ['token', 'sequence'],
    initial: 'token',
    title: 'SFT loss reduction',
    formula: formulas.sftLoss,
    description: 'token: sum over tokens by their number. sequence: mean over responses of each one’s token mean.',
  }),
  loss: oneOf({
    options: ['nll', 'kl'],
    initial: 'nll',
    title: 'Token loss ℓ_t',
    formula: formulas.tokenLoss,
    description:
      'nll: −log π_θ of the token. kl: KL(π_β‖π_θ) of the next-token distributions, for a teacher that is a network.',
  }),
})

/** The weighting (docs/METHOD.md, “PEAR weights”). */
export const pear = z.strictObject({
  gamma: number(0.5, 1, 0.999, 'γ', 'Discount for each token between a token and the end of its response.', {
    handy: [0.9, 1],
    step: 0.001,
    formula: formulas.gamma,
  }),
  block: integer(1, 512, 2, 'Block size B', 'Tokens that share one weight in PEAR (block).', {
    unit: 'tokens',
    scale: 'log2',
    handy: [1, 32],
    formula: formulas.block,
  }),
  deltaMin: number(-20, 0, -2, 'δ min', 'Lower bound of one token’s log ratio log π_θ − log π_β.', {
    unit: 'nats',
    handy: [-4, 0],
    step: 0.02,
    formula: formulas.delta,
  }),
  deltaMax: number(0, 20, 0.3, 'δ max', 'Upper bound of one token’s log ratio log π_θ − log π_β.', {
    unit: 'nats',
    handy: [0, 4],
    step: 0.02,
    formula: formulas.delta,
  }),
  logGMin: number(-50, 0, -10, 'log G min', 'Lower bound of the log weight.', {
    unit: 'nats',
    handy: [-20, 0],
    step: 0.5,
    formula: formulas.logG,
  }),
  logGMax: number(0, 50, 5, 'log G max', 'Upper bound of the log weight.', {
    unit: 'nats',
    handy: [0, 20],
    step: 0.5,
    formula: formulas.logG,
  }),
  negatives: number(
    0,
    10,
    0,
    'λ of negatives',
    'PEAR arms also learn from the wrong responses that the filter refused, with −λ times their sequence weight. 0: they do not.',
    { handy: [0, 1], step: 0.01, formula: formulas.negatives },
  ),
  ratio: oneOf({
    options: ['current', 'initial'],
    initial: 'current',
    title: 'π_θ in the ratio',
    formula: formulas.ratio,
    description: 'current: the policy in training. initial: the frozen base policy π₀.',
  }),
  normalise: toggle({
    initial: false,
    title: 'Normalise weights',
    formula: formulas.normalise,
    description: 'Divide the weights by their mean over the batch.',
  }),
})

/** GRPO (docs/METHOD.md, “GRPO”). */
export const rl = z.strictObject({
  steps: integer(1, 20_000, 60, 'RL steps', 'GRPO steps: each samples rollouts, then updates on them.', steps(1, 500)),
  prompts: integer(1, 256, 16, 'Prompts a step', 'Different prompts in a step.', {
    unit: 'prompts',
    scale: 'log2',
    handy: [1, 64],
  }),
  group: integer(2, 64, 8, 'Group size', 'K: completions of each prompt; advantages are relative to their group.', {
    unit: 'completions',
    scale: 'log2',
    handy: [2, 32],
    formula: formulas.advantage,
  }),
  learningRate: rate(5e-4),
  warmup: warmup(0),
  decay: decay(0),
  scale: oneOf({
    options: ['group', 'none'],
    initial: 'group',
    title: 'Advantage scale',
    formula: formulas.advantage,
    description: 'group: divided by the group’s standard deviation + 1e-4. none: not divided (Dr. GRPO).',
  }),
  reduction: oneOf({
    options: ['grpo', 'dapo', 'dr_grpo'],
    initial: 'grpo',
    title: 'RL loss reduction',
    formula: formulas.rlLoss,
    description:
      'grpo: mean of token means. dapo: sum by the number of tokens. dr_grpo: sum by completions × longest response.',
  }),
  clipLow: number(0, 1, 0.2, 'ε low', 'The ratio’s clip below 1. Without effect in the first inner epoch.', {
    handy: [0, 0.5],
    formula: formulas.clip,
  }),
  clipHigh: number(0, 10, 0.2, 'ε high', 'The ratio’s clip above 1. Without effect in the first inner epoch.', {
    handy: [0, 1],
    formula: formulas.clip,
  }),
  klBeta: number(0, 10, 0, 'KL coefficient β', 'Weight of the k3 estimate of KL to the SFT checkpoint.', {
    scale: 'log',
    handy: [0, 1],
    formula: formulas.kl,
  }),
  epochs: integer(1, 8, 1, 'Inner epochs', 'Updates on each step’s rollouts.', { unit: 'epochs' }),
})

/** AdamW, the same in every stage. */
export const optimizer = z.strictObject({
  beta1: number(0, 0.999, 0.9, 'β₁', 'AdamW: decay of the first moment.', { handy: [0.8, 0.999], step: 0.001 }),
  beta2: number(0, 0.9999, 0.99, 'β₂', 'AdamW: decay of the second moment.', { handy: [0.9, 0.9999], step: 0.001 }),
  weightDecay: number(0, 1, 0, 'Weight decay', 'AdamW: decoupled decay.', { scale: 'log', handy: [0, 0.3] }),
  maxGradNorm: number(1e-3, 1e3, 1, 'Gradient norm', 'Gradients of a member are scaled down to this global norm.', {
    scale: 'log',
    handy: [0.1, 10],
  }),
})

/** What is measured on held-out prompts, and how often. */
export const evaluation = z.strictObject({
  prompts: integer(1, 2048, 64, 'Held-out prompts', 'Prompts never trained on, the same for every arm of a seed.', {
    unit: 'prompts',
    scale: 'log2',
    handy: [8, 512],
  }),
  samples: integer(1, 256, 8, 'Samples a prompt', 'n: completions at temperature 1 for pass@1 and pass@k.', {
    unit: 'samples',
    scale: 'log2',
    handy: [1, 64],
    formula: formulas.passAtK,
  }),
  k: integer(1, 256, 8, 'k', 'k of pass@k; at most the samples a prompt.', {
    unit: 'samples',
    scale: 'log2',
    handy: [1, 64],
    formula: formulas.passAtK,
  }),
  every: integer(
    1,
    10_000,
    15,
    'Evaluate every',
    'Steps between evaluations; the end of each stage is always evaluated.',
    steps(1, 200),
  ),
})
