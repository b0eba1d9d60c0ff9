import type { RunResults } from '../../results/results'
import {
  armsWithSamples,
  type Checkpoint,
  checkpointsOf,
  compareArms,
  compareCheckpoints,
  type ComparedPrompt,
  type Comparison,
  mainCheckpoints,
  type PolicyArm,
  seedsWithSamples,
} from './comparison'
import { defaultPair, filtered, type FilterId, offeredFilters, type Pair } from './filters'

/** What the visitor asked to see. What is left out, or does not exist in the run that is shown, has a default. */
export interface Chosen {
  /** What stands side by side. */
  compare: 'arms' | 'checkpoints'
  /** Of the arms; the latest one, unless chosen. */
  checkpoint?: string
  /** Whose checkpoints. */
  arm?: PolicyArm
  /** Every checkpoint in place of the ends of the stages. */
  every: boolean
  seed?: number
  filter: FilterId
  pair?: Pair
  /** Of the prompt that is looked at, among all. */
  place: number
}

export const initialChoice: Chosen = { compare: 'arms', every: false, filter: 'all', place: 0 }

/** What a choice comes to in a run. */
export interface Shown {
  seeds: readonly number[]
  seed: number
  checkpoints: readonly Checkpoint[]
  /** Of the arms that are compared. */
  checkpoint: Checkpoint
  arms: readonly PolicyArm[]
  /** Whose checkpoints are compared; undefined while no arm has responses. */
  arm: PolicyArm | undefined
  comparison: Comparison
  filter: FilterId
  pair: Pair
  /** The prompts that the filter lets through. */
  prompts: readonly ComparedPrompt[]
  /** The one that is looked at; undefined where the filter lets none through. */
  prompt: ComparedPrompt | undefined
}

/** What to show of a run; undefined while it has no samples. */
export function shownOf(results: RunResults, chosen: Chosen): Shown | undefined {
  const seeds = seedsWithSamples(results)
  const seed = seeds.find((one) => one === chosen.seed) ?? seeds[0]
  if (seed === undefined) return undefined
  const checkpoints = checkpointsOf(results, seed)
  const checkpoint = checkpoints.find(({ key }) => key === chosen.checkpoint) ?? checkpoints.at(-1)
  if (!checkpoint) return undefined
  const arms = armsWithSamples(results, seed)
  const arm = arms.find((one) => one === chosen.arm) ?? arms.find((one) => one === 'token') ?? arms.at(-1)
  const comparison =
    chosen.compare === 'arms'
      ? compareArms(results, checkpoint, seed)
      : compareCheckpoints(results, arm ?? 'base', chosen.every ? checkpoints : mainCheckpoints(checkpoints), seed)
  const pair = pairIn(comparison, chosen.pair)
  const filter = offeredFilters(comparison).find((one) => one === chosen.filter) ?? 'all'
  const prompts = filtered(comparison, filter, pair)
  const prompt = prompts.find(({ place }) => place === chosen.place) ?? prompts[0]
  return { seeds, seed, checkpoints, checkpoint, arms, arm, comparison, filter, pair, prompts, prompt }
}

/** The chosen pair where both are compared here; else the default one. */
function pairIn(comparison: Comparison, pair: Pair | undefined): Pair {
  const has = (key: string): boolean => comparison.policies.some((policy) => policy.key === key)
  return pair && has(pair.right) && has(pair.wrong) ? pair : defaultPair(comparison)
}

/** The item after one in a list, or before it; undefined at the ends, and where the item is not in the list. */
export function neighbour<T>(items: readonly T[], item: T | undefined, by: 1 | -1): T | undefined {
  const index = item === undefined ? -1 : items.indexOf(item)
  return index < 0 ? undefined : items[index + by]
}
