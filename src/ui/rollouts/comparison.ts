import type { SampledResponse } from '../../results/events'
import type { RunResults } from '../../results/results'
import { type Checkpoint, samplesAt } from './checkpoints'

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

/** One arm at those of the checkpoints that have it; at the base policy, which is every arm's start, that policy itself. */
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
