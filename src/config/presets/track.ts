import { preset, type Preset } from './preset'

/**
 * Always three swaps: with a varying number this decoder, which knows relative positions alone, needs several times the
 * pretraining before it follows the balls.
 */
const DIFFICULTY = { minSwaps: 3, maxSwaps: 3 }
const BASE = { leapers: 0, leap: 0.2, slip: 0.05 }
/** After 600 steps one base policy in ten had not learnt to follow the balls, and nothing that starts there can. */
const PRETRAIN = { steps: 1000 }
const game = { id: 'track', difficulty: DIFFICULTY, base: BASE } as const

/** Enough for every policy that can learn, at a third of the cost of the schema's defaults. */
const SHORT_RL = { prompts: 8, steps: 45 }

const ARMS = ['none', 'sft', 'early', 'token', 'block', 'sequence']
const FEW_ARMS = ['none', 'sft', 'token', 'sequence']

/** The finding on cups and balls. */
export const trackPresets: readonly Preset[] = [
  preset(
    {
      id: 'default',
      title: 'Answers without working',
      description:
        'Offline data from a stronger policy that nearly always leaps to the answer, as when distilling from a model that mostly reasons in its head. The learner can copy the form of a leap, not the computation behind it, and its own step-by-step habit is overwritten.',
      expectation:
        'SFT fits the offline data best on average and hardly learns in RL, stopped early still less; PEAR (token) and PEAR (sequence) end far above it. RL without SFT does as well as PEAR (sequence) and better than PEAR (token): this SFT only damages, and PEAR avoids much of the damage.',
    },
    { game, arms: ARMS, pretrain: PRETRAIN, rl: SHORT_RL },
  ),
  preset(
    {
      id: 'sft-needed',
      title: 'SFT is needed',
      description:
        'The base policy closes its answers in a way that the verifier does not accept, as a base model that was never taught the answer format. Without SFT no rollout is ever rewarded; the offline data teach the format, and mostly leap to the answer.',
      expectation:
        'RL without SFT stays at 0. After SFT, PEAR (token) and PEAR (sequence) learn faster in RL than SFT does.',
    },
    {
      game: { ...game, base: { ...BASE, unsure: 1 }, teacher: { leapers: 0.95 } },
      arms: ARMS,
      pretrain: PRETRAIN,
      sft: { steps: 100 },
      rl: { steps: 20 },
      evaluation: { every: 10 },
    },
  ),
  preset(
    {
      id: 'long-responses',
      title: 'Longer responses',
      description:
        'The default experiment with six swaps instead of three: a worked response has 23 tokens instead of 14 and more places to err, a leap has five as before. The longer the working, the more a policy loses that learns to leave it out.',
      expectation:
        'SFT fits the offline data best and stays near 0 through RL. PEAR (token) and PEAR (sequence) end as high as RL without SFT on most seeds, PEAR (block) with SFT. Now and then a base policy has not learnt the game, and then no arm gets anywhere.',
    },
    {
      game: { ...game, difficulty: { minSwaps: 6, maxSwaps: 6 } },
      arms: ['none', 'sft', 'token', 'block', 'sequence'],
      pretrain: PRETRAIN,
      rl: SHORT_RL,
    },
  ),
  preset(
    {
      id: 'controls',
      title: 'What PEAR’s weights do',
      description:
        'The default experiment with PEAR (token) taken apart: the same weights placed anywhere, averaged by position, with mean 1, or turned into a learning rate. It answers what a reviewer asks first: whether a smaller step, less training or a profile of positions would have done the same.',
      expectation:
        'Weights with mean 1 do what PEAR does; shuffled weights, a scaled learning rate, SFT stopped early and DFT do not. Position means do part of it, because here a token’s place tells leaps from shown states.',
    },
    {
      game,
      arms: ['none', 'sft', 'early', 'dft', 'token', 'shuffled', 'position', 'normalised', 'scaled'],
      pretrain: PRETRAIN,
      rl: SHORT_RL,
    },
  ),
]

/** What removes the finding on cups and balls, or leaves it out. */
export const trackLimits: readonly Preset[] = [
  preset(
    {
      id: 'no-effect',
      title: 'When weights average to 1',
      description:
        'Unfiltered data of a teacher that often errs, with no bounds on the ratios and γ = 1. Over what the teacher goes on to write, a token’s weight then averages to exactly 1, whatever the two policies are.',
      expectation:
        'PEAR (token) ends where SFT ends. PEAR (sequence) has an expected gradient of 0: its held-out NLL hardly falls, and what moves it is the noise of a few large weights, from which it ends below SFT.',
    },
    {
      game: { ...game, teacher: { leapers: 0.98, slip: 0.2 } },
      arms: FEW_ARMS,
      pretrain: PRETRAIN,
      data: { onlyCorrect: false },
      pear: { gamma: 1, deltaMin: -20, deltaMax: 20, logGMin: -50, logGMax: 50 },
      rl: SHORT_RL,
    },
  ),
  preset(
    {
      id: 'paper-clips',
      title: 'The paper’s clips on short responses',
      description:
        'The default experiment with the paper’s bounds of the log ratio, [−0.08, 0.3]. They are meant for responses of thousands of tokens; a dozen tokens leave little to sum.',
      expectation:
        'The gain is gone: weights stay near 1, and PEAR ends no higher than SFT, both far below RL without SFT.',
    },
    { game, arms: FEW_ARMS, pretrain: PRETRAIN, pear: { deltaMin: -0.08 }, rl: SHORT_RL },
  ),
  preset(
    {
      id: 'wide-clips',
      title: 'Next to no clips',
      description:
        'The default experiment with next to no bounds on the ratios. A weight is then a product of as many ratios as tokens follow, and a few responses carry most of the loss: the variance that clips are there to prevent.',
      expectation:
        'The effective sample size of PEAR (sequence) falls to a tenth, and its held-out NLL rises far above the others’. Yet nothing collapses: this arm ends above all, RL without SFT included. In expectation, unbounded sequence weights make SFT follow the policy gradient of RL’s reward; whether that is why was not tested.',
    },
    {
      game,
      arms: ['none', 'sft', 'token', 'block', 'sequence'],
      pretrain: PRETRAIN,
      pear: { deltaMin: -20, deltaMax: 20, logGMin: -50, logGMax: 50 },
      rl: SHORT_RL,
    },
  ),
  preset(
    {
      id: 'long-run',
      title: 'A long RL stage',
      description:
        'The default experiment with a little more worked data (3 %) and a long RL stage. What SFT took away is not lost for ever: a policy that is rewarded now and then finds its way back.',
      expectation:
        'All arms meet at the same level. The gap is the speed of escape from leaping: wide at the first evaluation, gone at the last.',
    },
    {
      game: { ...game, teacher: { leapers: 0.97 } },
      arms: FEW_ARMS,
      pretrain: PRETRAIN,
      rl: { steps: 160 },
      evaluation: { every: 40 },
    },
  ),
  preset(
    {
      id: 'network-teacher',
      title: 'A teacher that is a network',
      description:
        'The behaviour policy is a larger transformer, trained on the leaping script and sampled at temperature 1; only verified answers are kept, as in rejection sampling from a language model. It cannot compute what it leaps to either: it guesses, and its right answers are lucky.',
      expectation:
        'No difference between PEAR and SFT, both far below RL without SFT: a lucky guess is as unlikely under the teacher as under the learner, so that its weight is not small.',
    },
    { game, arms: FEW_ARMS, pretrain: PRETRAIN, teacher: { kind: 'network' }, rl: SHORT_RL },
  ),
  preset(
    {
      id: 'negatives',
      title: 'Learning from refused answers',
      description:
        'A teacher that errs more, and PEAR that also learns from what the verifier refused, with −λ times the weight of the sequence. SFT on accepted answers throws that half of the data away.',
      expectation:
        'PEAR (token) ends far above SFT, as in the default experiment. PEAR (sequence) ends as high on most seeds, and on some it does not leave SFT’s level.',
    },
    {
      game: { ...game, teacher: { slip: 0.1 } },
      arms: FEW_ARMS,
      pretrain: PRETRAIN,
      pear: { negatives: 1 },
      rl: SHORT_RL,
    },
  ),
  preset(
    {
      id: 'transfer',
      title: 'SFT on one task, RL on another',
      description:
        'SFT on leaps over five cups, then RL and every evaluation with four cups, as when the prompts of RL come from another source than the SFT data. The base policy has seen both.',
      expectation:
        'What SFT does on one task it does to the other: SFT ends near 0, PEAR well above it, with a wide spread over seeds.',
    },
    {
      game: { ...game, transfer: 'difficulty', target: { ...DIFFICULTY, cups: 4 } },
      arms: FEW_ARMS,
      pretrain: PRETRAIN,
      rl: SHORT_RL,
    },
  ),
]
