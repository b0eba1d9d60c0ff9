import { preset, type Preset } from './preset'

/**
 * Always three swaps: with a varying number this decoder, which knows relative positions alone, needs several times the
 * pretraining before it follows the balls.
 */
const DIFFICULTY = { minSwaps: 3, maxSwaps: 3 }
const BASE = { leapers: 0, leap: 0.2, slip: 0.05 }
const game = { id: 'track', difficulty: DIFFICULTY, base: BASE } as const

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
    },
    { game, arms: ARMS },
  ),
]
