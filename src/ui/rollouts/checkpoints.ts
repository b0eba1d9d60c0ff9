import type { ExperimentConfig } from '../../config/config'
import type { SamplesEvent } from '../../results/events'
import type { RunResults } from '../../results/results'

/** A moment of training whose policies answered the held-out prompts. */
export interface Checkpoint {
  /** The same in every run: `base`, `sft 20`, `after-sft`, `rl 15`, `after-rl`. */
  key: string
  title: string
}

const BASE: Checkpoint = { key: 'base', title: 'Base policy' }
const AFTER_SFT: Checkpoint = { key: 'after-sft', title: 'After SFT' }
const AFTER_RL: Checkpoint = { key: 'after-rl', title: 'After RL' }

type Config = Pick<ExperimentConfig, 'sft' | 'rl'>

/** The checkpoint of a samples event; undefined for SFT's step 0, which repeats the base policy's responses for each arm. */
function checkpointOf({ stage, step }: SamplesEvent, config: Config | undefined): Checkpoint | undefined {
  switch (stage) {
    case 'pretrain':
    case 'collect':
      return BASE
    case 'sft':
      if (step === 0) return undefined
      // RL starts where SFT ends: the two report one checkpoint.
      return step === config?.sft.steps ? AFTER_SFT : { key: `sft ${step}`, title: `SFT, step ${step}` }
    case 'rl':
      if (step === 0) return AFTER_SFT
      return step === config?.rl.steps ? AFTER_RL : { key: `rl ${step}`, title: `RL, step ${step}` }
  }
}

/** Every checkpoint that this seed has samples of, in the order of training. */
export function checkpointsOf({ samples, config }: RunResults, seed: number): Checkpoint[] {
  const found = new Map<string, Checkpoint>()
  for (const event of samples) {
    const checkpoint = event.seed === seed ? checkpointOf(event, config) : undefined
    if (checkpoint) found.set(checkpoint.key, checkpoint)
  }
  return [...found.values()]
}

/** The ends of the stages, and the newest checkpoint of a run that is not at its end. */
export function mainCheckpoints(checkpoints: readonly Checkpoint[]): Checkpoint[] {
  const ends = [BASE, AFTER_SFT, AFTER_RL].map(({ key }) => key)
  return checkpoints.filter(({ key }, i) => ends.includes(key) || i === checkpoints.length - 1)
}

/** The seeds that have samples, in the run's order: a recorded run may have kept those of some seeds only. */
export function seedsWithSamples({ seeds, samples }: RunResults): number[] {
  const present = new Set(samples.map(({ seed }) => seed))
  return seeds.filter((seed) => present.has(seed))
}

/** What the policies of one seed wrote at a checkpoint; the newest, should it come twice. */
export function samplesAt({ samples, config }: RunResults, key: string, seed: number): SamplesEvent | undefined {
  return samples.findLast((event) => event.seed === seed && checkpointOf(event, config)?.key === key)
}
