/*
 * What the fused engine takes on a device, without one: the same functions that cut populations, allocate buffers and keep passes
 * ready are run over a plan, and their bytes counted. What lives for one call alone (readbacks, the comparison of updates) is
 * left out.
 */
import { type DeviceLimits, largestBuffer } from '../device'
import type { PolicyShape } from '../shape'
import { bufferBytes, type PassSpec, ringBuffer, vectorBuffers, vectorBytes } from './allocation'
import {
  counted,
  memberGroups,
  PASS_BUDGET,
  type PassBytes,
  passBytes,
  passKey,
  type PassKindName,
  shardRanges,
} from './groups'
import { layoutOf } from './layout'
import { Cache } from './passes/cache'
import { passSizes } from './passes/sizes'
import { CACHE_BUDGET, ROLLOUT_ROLES, rolloutBytes, rolloutChunks, workgroupBytes } from './rollout/chunks'
import { DEFAULT_VARIANTS, type Variants } from './variants'

/** A population that lives on the device. */
export interface PlannedPopulation {
  shape: PolicyShape
  members: number
  /** Whether it takes optimizer steps. */
  trains: boolean
}

/** Steps, or scores, of a population on batches of one size. */
export interface PlannedPass {
  kind: PassKindName
  shape: PolicyShape
  members: number
  /** S, B and T of the batches. */
  slots: number
  rows: number
  length: number
  hasReference?: boolean
  hasDistributions?: boolean
}

/** Rollouts of a population on prompts of one size. */
export interface PlannedRollout {
  shape: PolicyShape
  members: number
  /** S, R and P of the prompts. */
  slots: number
  rows: number
  promptLength: number
  maxResponse: number
}

/** What an engine is going to be asked for. */
export interface DevicePlan {
  /** Those that are alive together. */
  populations: readonly PlannedPopulation[]
  /** In the order in which they are first asked for. */
  passes: readonly PlannedPass[]
  rollouts: readonly PlannedRollout[]
}

/** Bytes on the device. */
export interface PlannedMemory {
  /** Parameters, moments and the metrics of the last steps. */
  populations: number
  /** Passes, while most are kept ready. */
  passes: number
  rollouts: number
  total: number
}

/**
 * The most that a plan takes. Members that no buffer of the device holds alone count as if one did.
 *
 * @param limits the device's; without them nothing is cut
 * @param rollout the form of the rollout's kernel, which cuts rows into whole workgroups
 */
export function memoryOf(
  plan: DevicePlan,
  limits?: DeviceLimits,
  rollout: Variants['rollout'] = DEFAULT_VARIANTS.rollout,
): PlannedMemory {
  const limit = limits ? largestBuffer(limits) : Infinity
  const parts = {
    populations: plan.populations.reduce((sum, population) => sum + populationBytes(population, limit), 0),
    passes: keptBytes(plan.passes, limit),
    rollouts: rolloutsBytes(plan.rollouts, limit, rollout),
  }
  return { ...parts, total: parts.populations + parts.passes + parts.rollouts }
}

/** Bytes of the largest buffer that one policy of a shape needs. */
export const largestOfPolicy = (shape: PolicyShape): number => bufferBytes(vectorBytes(layoutOf(shape)))

/** Bytes of the largest buffer that a pass over one member needs: members share a pass only where they fit together. */
export const largestOfPass = (pass: PlannedPass): number => bytesOf(pass, 1).largest

function specOf(pass: PlannedPass, members: number): PassSpec {
  const { shape, hasReference = false, hasDistributions = false } = pass
  return { layout: layoutOf(shape), sizes: passSizes(pass, members), hasReference, hasDistributions }
}

const bytesOf = (pass: PlannedPass, members: number): PassBytes => passBytes(pass.kind, specOf(pass, members))

/** Members of each shard; one alone where the device holds none. */
function shardsOf({ shape, members }: { shape: PolicyShape; members: number }, limit: number): number[] {
  const layout = layoutOf(shape)
  return shardRanges(members, layout, Math.max(limit, vectorBytes(layout))).map(({ from, to }) => to - from)
}

function populationBytes(population: PlannedPopulation, limit: number): number {
  const layout = layoutOf(population.shape)
  return counted((allocate) => {
    for (const members of shardsOf(population, limit)) vectorBuffers(allocate, layout, members)
    if (population.trains) ringBuffer(allocate, population.members)
  }).total
}

/** A pass of the plan while it is kept ready. */
interface KeptPass {
  bytes: number
  dispose: () => void
}

function keptBytes(passes: readonly PlannedPass[], limit: number): number {
  const cache = new Cache<KeptPass>(PASS_BUDGET)
  let most = 0
  for (const pass of passes) {
    const limits = { buffer: Math.max(limit, largestOfPass(pass)), budget: PASS_BUDGET }
    for (const shard of shardsOf(pass, limit)) {
      for (const { from, to } of memberGroups(shard, (members) => bytesOf(pass, members), limits)) {
        const key = passKey(pass.kind, specOf(pass, to - from))
        cache.get(key, () => ({ bytes: bytesOf(pass, to - from).total, dispose: () => undefined }))
        most = Math.max(most, cache.bytes)
      }
    }
  }
  return most
}

/** All rollouts share their buffers, which grow with the largest of each role. */
function rolloutsBytes(rollouts: readonly PlannedRollout[], limit: number, variant: Variants['rollout']): number {
  const sizes = rollouts.flatMap((rollout) => {
    const layout = layoutOf(rollout.shape)
    const positions = rollout.promptLength + rollout.maxResponse - 1
    const budget = Math.max(Math.min(CACHE_BUDGET, limit), workgroupBytes(layout, positions, variant))
    return shardsOf(rollout, limit).map((members) => {
      const size = { ...rollout, members, positions }
      return rolloutBytes(size, layout, variant, rolloutChunks(size, layout, variant, budget))
    })
  })
  return counted((allocate) => {
    if (sizes.length === 0) return
    for (const role of ROLLOUT_ROLES) allocate(role, Math.max(...sizes.map((own) => own[role])))
  }).total
}
