import { preset } from './preset'

/** Everything at a size that any processor can run. */
export const smoke = preset(
  {
    id: 'smoke',
    title: 'Smoke test',
    description:
      'Every method through both stages at a size that any processor can run. It mirrors nothing: it shows that everything works.',
    expectation: 'Figures without meaning.',
  },
  {
    arms: ['none', 'sft', 'dft', 'token', 'block', 'sequence'],
    seeds: { count: 3 },
    game: { id: 'track', difficulty: { cups: 3, balls: 1, maxSwaps: 2 } },
    model: { dModel: 16, heads: 2, layers: 1, dFF: 32 },
    pretrain: { steps: 60, batch: 16, learningRate: 1e-2 },
    data: { pairs: 128 },
    sft: { steps: 9, batch: 8 },
    rl: { steps: 6, prompts: 4, group: 4 },
    evaluation: { prompts: 12, samples: 4, k: 4, every: 3 },
  },
)
