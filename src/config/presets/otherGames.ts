import { preset, type Preset } from './preset'

const maze = {
  game: { id: 'maze', base: { narrated: 0.85, random: 0.05, detour: 0 } },
  arms: ['none', 'sft', 'early', 'token', 'block', 'sequence'],
  pretrain: { steps: 1200, learningRate: 2e-3 },
  rl: { steps: 80 },
  evaluation: { every: 40 },
} as const

/** The finding on another game, its reversal, and where it did not come out. */
export const otherGamePresets: readonly Preset[] = [
  preset(
    {
      id: 'maze',
      title: 'Silent paths through a maze',
      description:
        'A policy that names the cell after each move learns from one that walks straight to the goal and says nothing, as when terse expert solutions replace a model’s working. The silent style fits the data best, and RL has to find its way without notes.',
      expectation:
        'Before RL no difference is shown between SFT and PEAR; after it PEAR (token) and PEAR (block) are ahead by about a tenth, PEAR (sequence) hardly. RL without SFT is far ahead of all.',
    },
    maze,
  ),
  preset(
    {
      id: 'maze-detour',
      title: 'Silent wandering through a maze',
      description:
        'As the maze with silent paths, but the offline data wander, by every kind of move that still reaches the goal in time. It is the style of a policy that explores, verified only at the end.',
      expectation:
        'SFT damages most here, and RL repairs slowly; PEAR (token) and PEAR (block) are ahead of it after SFT already and stay so, near RL without SFT. PEAR (sequence) is caught up.',
    },
    { ...maze, game: { ...maze.game, teacher: { detour: 0.6 } } },
  ),
  preset(
    {
      id: 'hurts',
      title: 'A new skill, where PEAR hurts',
      description:
        'The base policy can only guess the answer, and most of the offline data work it out step by step: SFT is to teach a skill that the learner does not have. What the learner cannot do yet is unlikely under it, so that PEAR gives just that a small weight.',
      expectation:
        'SFT learns the skill and RL builds on it. PEAR (sequence) favours the guesses that the learner can already make, and ends with RL without SFT, far below SFT; PEAR (token) and PEAR (block) gain nothing.',
    },
    {
      game: {
        id: 'track',
        difficulty: { balls: 1, minSwaps: 3, maxSwaps: 3 },
        base: { leapers: 1, leap: 0.2, slip: 0.05 },
        teacher: { leapers: 0.3 },
      },
      arms: ['none', 'sft', 'early', 'token', 'block', 'sequence'],
      pretrain: { steps: 300 },
      sft: { steps: 600, learningRate: 3e-3 },
      rl: { steps: 40 },
      evaluation: { every: 200 },
    },
  ),
  preset(
    {
      id: 'countdown',
      title: 'Multiplying towards a target',
      description:
        'The base policy reaches targets by adding and subtracting and notes its running totals; the teacher nearly always multiplies, and notes nothing. Much of what the data teach lies beyond what the learner can reach by itself.',
      expectation:
        'Small differences: PEAR (sequence) a few points above SFT, of PEAR (token) and PEAR (block) nothing is shown. RL without SFT is above all.',
    },
    {
      game: { id: 'countdown' },
      arms: ['none', 'sft', 'early', 'token', 'block', 'sequence'],
      pretrain: { steps: 1000, learningRate: 2e-3 },
      evaluation: { every: 30 },
    },
  ),
  preset(
    {
      id: 'sort',
      title: 'Sorting by silent swaps',
      description:
        'A policy that shows the row after each swap learns from one that swaps silently, and only its old, longer habit is worth reinforcing. What makes the silent style a little better before RL can make the way back harder.',
      expectation:
        'Before RL every PEAR arm is a little ahead of SFT. After it PEAR (token) and PEAR (block) have lost their lead: that they fall behind was predicted twice on fresh seeds, and not shown. PEAR (sequence) stays ahead; RL without SFT is far above all.',
    },
    { game: { id: 'sort' }, arms: ['none', 'sft', 'token', 'block', 'sequence'], evaluation: { every: 30 } },
  ),
]
