import { parseConfig, type ExperimentConfig } from './config'

export interface Preset {
  id: string
  title: string
  /** What it mirrors, and what to expect. */
  description: string
  config: ExperimentConfig
}

/** A preset's config from what it sets itself; a mistake in a preset stops the program at once. */
function preset(id: string, title: string, description: string, partial: object): Preset {
  const result = parseConfig({ preset: id, game: { id: 'track' }, ...partial })
  if ('problems' in result) {
    throw new Error(`Preset ${id}: ${result.problems.map(({ path, message }) => `${path}: ${message}`).join(' ')}`)
  }
  return { id, title, description, config: result.config }
}

/** Every preset by its id; the first is the one that opens. */
export const presets: Readonly<Record<string, Preset>> = Object.fromEntries(
  [
    preset(
      'default',
      'Answers without working',
      'Offline data from a stronger policy that nearly always leaps to the answer, as when distilling from a model that mostly reasons in its head. The learner can copy the form of a leap, not the computation behind it.',
      // Always three swaps: with a varying number this decoder, which knows relative positions alone, needs several times
      // the pretraining before it follows the balls.
      { game: { id: 'track', difficulty: { minSwaps: 3, maxSwaps: 3 } } },
    ),
    preset(
      'smoke',
      'Smoke test',
      'Every arm through both stages at a size that any processor can run. Its figures mean nothing: it shows that everything works.',
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
    ),
  ].map((entry) => [entry.id, entry]),
)

/** The preset with this id; undefined where there is none. */
export function findPreset(id: string): Preset | undefined {
  return Object.hasOwn(presets, id) ? presets[id] : undefined
}

export const defaultPreset: Preset = findPreset('default') as Preset
