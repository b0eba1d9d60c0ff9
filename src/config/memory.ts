import { sequenceLength, type Task } from '../games/task'
import { type DeviceLimits, largestBuffer } from '../policy/device'
import {
  type DevicePlan,
  largestOfPass,
  largestOfPolicy,
  memoryOf,
  type PlannedPass,
  type PlannedRollout,
} from '../policy/webgpu/memory'
import { kernelReadsInitial, readsInitial, sftTraining } from './armTraining'
import type { ExperimentConfig } from './config'
import { hostWeightingOf, sftArms } from './plan'
import { tasksOf } from './tasks'

export type { DeviceLimits } from '../policy/device'

/** A pass of a run, and the setting that its size comes from. */
interface NamedPass extends PlannedPass {
  path: string
  /** What it is called in a sentence. */
  title: string
}

/** What a run needs of the fused engine's device. */
export interface MemoryEstimate {
  members: number
  /** Bytes of all policies when most of them are alive, near the end of RL. */
  policies: number
  /** Bytes of the passes that are kept ready together. */
  passes: number
  /** Bytes that rollouts share. */
  rollouts: number
  total: number
}

/** What a run allocates on a device, in bytes, where base policies need no training. */
export function estimateMemory(config: ExperimentConfig, limits?: DeviceLimits): MemoryEstimate {
  const plan: DevicePlan = {
    populations: livingTogether(config),
    passes: passesOf(config),
    rollouts: rolloutsOf(config),
  }
  const { populations, ...others } = memoryOf(plan, limits)
  return { members: shapeOf(config).members, policies: populations, ...others }
}

/** Settings for which the device has no room, each with a sentence; empty where everything fits. */
export function shortages(config: ExperimentConfig, limits: DeviceLimits): Record<string, string> {
  const limit = largestBuffer(limits)
  const problems: Record<string, string> = {}
  const check = (path: string, what: string, bytes: number, remedy: string): void => {
    if (bytes <= limit) return
    problems[path] ??= `${what} needs a buffer of ${sizeText(bytes)}; this device allows ${sizeText(limit)}. ${remedy}`
  }
  const policy = largestOfPolicy(shapeOf(config).shape)
  check('model.dModel', 'A policy of this size', policy, 'Make width, layers or feed-forward smaller.')
  for (const pass of passesOf(config))
    check(pass.path, pass.title, largestOfPass(pass), 'Make it or the model smaller.')
  return problems
}

function shapeOf(config: ExperimentConfig) {
  const { from: task, to: goal } = tasksOf(config)
  const shape = { vocabulary: task.tokenizer.size, ...config.model }
  const seeds = config.seeds.count
  return { task, goal, shape, seeds, members: config.arms.length * seeds, sftMembers: sftArms(config).length * seeds }
}

/** The policies that are alive near the end of RL, which are the most. */
function livingTogether(config: ExperimentConfig): DevicePlan['populations'] {
  const { shape, seeds, members, sftMembers } = shapeOf(config)
  const population = (count: number, trains = false) => ({ shape, members: count, trains })
  return [
    population(seeds, config.pretrain.anew),
    population(sftMembers, true),
    // π₀ beside what SFT made.
    ...(readsInitial(config) ? [population(sftMembers)] : []),
    // RL's policies, their frozen references and, in the end, their origins.
    population(members, true),
    population(members),
    population(members),
  ]
}

/** The passes of a run in the order in which they are first made. */
function passesOf(config: ExperimentConfig): NamedPass[] {
  const { task, goal, shape, seeds, members, sftMembers } = shapeOf(config)
  const { pretrain, teacher, sft, rl, evaluation } = config
  const length = (own: Task): number => sequenceLength(own)
  const evaluated = (count: number): NamedPass => ({
    ...{ kind: 'score', shape, members: count, slots: seeds, rows: evaluation.prompts, length: length(task) },
    ...{ path: 'evaluation.prompts', title: 'Scoring these held-out prompts' },
  })
  const imitated = { kind: 'train', slots: seeds, members: seeds, rows: pretrain.batch, length: length(task) } as const
  const passes: NamedPass[] = []
  if (pretrain.anew) passes.push({ ...imitated, shape, path: 'pretrain.batch', title: 'A step of this batch' })
  if (teacher.kind === 'network') {
    const { dModel, heads, layers, dFF } = teacher
    const network = { vocabulary: task.tokenizer.size, dModel, heads, layers, dFF }
    passes.push({ ...imitated, shape: network, path: 'teacher.dModel', title: 'A step of a teacher of this size' })
  }
  passes.push(evaluated(seeds))
  if (sftMembers > 0) {
    const host = hostWeightingOf(config)
    const trainings = sftArms(config).flatMap((arm) => sftTraining(arm, config) ?? [])
    // Members whose weights the host computes read rows of their own.
    const own = trainings.filter(({ objective, rate }) => objective.weighting.kind === 'given' || rate).length * seeds
    const rows = sft.batch * (host.includesRefused ? 2 : 1)
    const batch = { shape, members: sftMembers, slots: seeds + own, rows, length: length(task) }
    const named = { path: 'sft.batch', title: 'A step of this batch' }
    if (host.passes > 0) passes.push({ kind: 'score', ...batch, ...named })
    const given = { hasReference: trainings.some(kernelReadsInitial), hasDistributions: sft.loss === 'kl' }
    passes.push({ kind: 'train', ...batch, ...given, ...named }, evaluated(sftMembers))
  }
  const update = { members, slots: members, rows: rl.prompts * rl.group, length: length(goal), hasReference: true }
  passes.push({ kind: 'train', shape, ...update, path: 'rl.prompts', title: 'An RL step of this many prompts' })
  return [...passes, evaluated(members)]
}

/** The largest rollouts of a run: RL's, and those of evaluations in RL. */
function rolloutsOf(config: ExperimentConfig): PlannedRollout[] {
  const { goal, shape, seeds, members } = shapeOf(config)
  const { rl, evaluation } = config
  const size = { shape, members, slots: seeds, promptLength: goal.promptLength, maxResponse: goal.responseLength }
  return [
    { ...size, rows: rl.prompts * rl.group },
    { ...size, rows: evaluation.prompts * (evaluation.samples + 1) },
  ]
}

/** `0.2 GB`, `12 MB`: with what accuracy an estimate deserves. */
export function sizeText(bytes: number): string {
  const megabytes = bytes / 1e6
  if (megabytes >= 9950) return `${Math.round(megabytes / 1000)} GB`
  if (megabytes >= 95) return `${(megabytes / 1000).toFixed(1)} GB`
  return megabytes >= 9.5 ? `${Math.round(megabytes)} MB` : `${Math.max(0.1, megabytes).toFixed(1)} MB`
}
