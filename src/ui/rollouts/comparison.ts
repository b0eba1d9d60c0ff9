/**
 * Which policies stand side by side, and what each wrote: the arms at one checkpoint, or one arm through its checkpoints, always
 * on the same held-out prompts of one seed.
 */
import type { ExperimentConfig } from '../../config/config'
import type { SampledResponse, SamplesEvent } from '../../results/events'
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

/** An arm of the run, or the base policy that all arms start from. */
export type PolicyArm = SampledResponse['arm']

/** A policy whose responses stand beside those of others: an arm at a checkpoint. */
export interface ComparedPolicy {
  /** Tells it apart from the others of its comparison: the arm, or the checkpoint, whichever differs. */
  key: string
  arm: PolicyArm
  checkpoint: Checkpoint
}

/** A held-out prompt with what each policy of the comparison wrote. */
export interface ComparedPrompt {
  /** Its place among the held-out prompts, from 0. */
  place: number
  prompt: string
  /** In the order of the policies; undefined where one has no response. */
  responses: readonly (SampledResponse | undefined)[]
}

export interface Comparison {
  policies: readonly ComparedPolicy[]
  prompts: readonly ComparedPrompt[]
}

/** Every policy that has samples at one checkpoint, on the same held-out prompts of one seed. */
export function compareArms(results: RunResults, checkpoint: Checkpoint, seed: number): Comparison {
  const samples = samplesAt(results, checkpoint.key, seed)?.samples ?? []
  const arms = [...new Set(samples.flatMap(({ responses }) => responses.map(({ arm }) => arm)))]
  return {
    policies: arms.map((arm) => ({ key: arm, arm, checkpoint })),
    prompts: samples.map(({ prompt, responses }, place) => ({
      place,
      prompt,
      responses: arms.map((arm) => responses.find((response) => response.arm === arm)),
    })),
  }
}

/** One arm at each checkpoint that has it; every arm starts from the base policy, so that one stands first. */
export function compareCheckpoints(
  results: RunResults,
  arm: PolicyArm,
  checkpoints: readonly Checkpoint[],
  seed: number,
): Comparison {
  const columns = checkpoints.flatMap((checkpoint) => {
    const samples = samplesAt(results, checkpoint.key, seed)?.samples ?? []
    const present = new Set(samples.flatMap(({ responses }) => responses.map((response) => response.arm)))
    const shown = [arm, 'base' as const].find((one) => present.has(one))
    return shown ? [{ policy: { key: checkpoint.key, arm: shown, checkpoint }, samples }] : []
  })
  return {
    policies: columns.map(({ policy }) => policy),
    prompts: (columns[0]?.samples ?? []).map(({ prompt }, place) => ({
      place,
      prompt,
      responses: columns.map(({ policy, samples }) => {
        const same = samples[place]?.prompt === prompt ? samples[place] : undefined
        return same?.responses.find((response) => response.arm === policy.arm)
      }),
    })),
  }
}

/** The arms that have samples of a seed, in the order in which the run has them; without the base policy. */
export function armsWithSamples({ samples, config }: RunResults, seed: number): PolicyArm[] {
  const present = new Set(
    samples
      .filter((event) => event.seed === seed)
      .flatMap((event) => event.samples.flatMap(({ responses }) => responses.map(({ arm }) => arm))),
  )
  return (config?.arms ?? []).filter((arm) => present.has(arm))
}
