import { preset, type Preset } from './preset'

/**
 * Always three swaps: with a varying number this decoder, which knows relative positions alone, needs several times the
 * pretraining before it follows the balls.
 */
const DIFFICULTY = { minSwaps: 3, maxSwaps: 3 }
const BASE = { leapers: 0, leap: 0.2, slip: 0.05 }
const game = { id: 'track', difficulty: DIFFICULTY, base: BASE } as const

/** Enough for every policy that can learn, at a third of the cost of the schema's defaults. */
const SHORT_RL = { prompts: 8, steps: 45 }

const ARMS = ['none', 'sft', 'early', 'token', 'block', 'sequence']

/** The finding on cups and balls, its limits, and what removes it. */
export const trackPresets: readonly Preset[] = [
  preset(
    {
      id: 'default',
      title: 'Answers without working',
      description:
        'Offline data from a stronger policy that nearly always leaps to the answer, as when distilling from a model that mostly reasons in its head. The learner can copy the form of a leap, not the computation behind it, and its own step-by-step habit is overwritten.',
      expectation:
        'SFT fits the offline data best and is the worst start for RL; PEAR (token) and PEAR (sequence) end far above it. RL without SFT does as well as PEAR: this SFT only damages, and PEAR avoids the damage.',
      confirmedOn: { first: 100, count: 10 },
    },
    { game, arms: ARMS, rl: SHORT_RL },
  ),
  preset(
    {
      id: 'sft-needed',
      title: 'SFT is needed',
      description:
        'The base policy closes its answers in a way that the verifier does not accept, as a base model that was never taught the answer format. Without SFT no rollout is ever rewarded; the offline data teach the format, and mostly leap to the answer.',
      expectation:
        'RL without SFT stays at 0. After SFT, PEAR (token) and PEAR (sequence) learn faster in RL than SFT does.',
      confirmedOn: { first: 100, count: 8 },
    },
    {
      game: { ...game, base: { ...BASE, unsure: 1 }, teacher: { leapers: 0.95 } },
      arms: ARMS,
      sft: { steps: 200 },
      rl: { steps: 20 },
      evaluation: { every: 10 },
    },
  ),
]
