import { type Layout, layoutOf } from '../policy/webgpu/layout'
import { type PassBytes, scoreBytes, trainBytes } from '../policy/webgpu/passes/bytes'
import { type PassSizes, passSizes } from '../policy/webgpu/passes/sizes'
import { cacheBytes } from '../policy/webgpu/rollout/chunks'
import { uploadLayout } from '../policy/webgpu/upload/layout'
import { sequenceLength, type Task } from '../games/task'
import { readsInitial } from './armTraining'
import type { ExperimentConfig } from './config'
import { hostWeightingOf, sftArms } from './plan'
import { tasksOf } from './tasks'

/** What a device allows, in bytes, as WebGPU names it. */
export interface DeviceLimits {
  maxBufferSize: number
  maxStorageBufferBindingSize: number
}

/** Bytes that the passes kept ready may take together, and that the caches of a rollout may: see `policy/webgpu`. */
const PASS_BUDGET = 2 ** 30
const CACHE_BUDGET = 2 ** 26
const MOST_PASSES = 8
/** Bytes that a rollout gives back for each token. */
const RESULT_BYTES = 16
/** Parameters and AdamW's two moments, as float32. */
const BYTES_A_PARAMETER = 12

/** A kind of pass that a run makes over its policies. */
interface PlannedPass {
  kind: 'train' | 'score'
  layout: Layout
  members: number
  /** S: lists of rows that members read. */
  slots: number
  rows: number
  length: number
  hasDistributions?: boolean
  /** The setting that its size comes from. */
  path: string
  /** What that is called in a sentence. */
  title: string
}

/** What a run needs of the fused engine's device. */
export interface MemoryEstimate {
  members: number
  /** Bytes of parameters and moments when most policies are alive, near the end of RL. */
  policies: number
  /** Bytes of activations and gradients of the passes that are kept ready together. */
  passes: number
  /** Bytes of keys, values and results of the largest rollout. */
  rollouts: number
  total: number
}

/** What a run allocates on a device, in bytes, where base policies need no training. */
export function estimateMemory(config: ExperimentConfig, limits?: DeviceLimits): MemoryEstimate {
  const { goal, layout, seeds, members, sftMembers } = shapeOf(config)
  const { rl, evaluation } = config
  const hasFrozen = readsInitial(config)
  // Base policies, what SFT made, π₀ beside it; then RL's policies, their frozen references and, in the end, their origins.
  const policies = seeds + sftMembers * (hasFrozen ? 2 : 1) + 3 * members
  const sampled = (rows: number): number => {
    const cache = members * rows * cacheBytes(layout, goal.promptLength + goal.responseLength - 1)
    const together = Math.min(CACHE_BUDGET, cache)
    return together + (together / cache) * members * rows * goal.responseLength * RESULT_BYTES
  }
  const parts = {
    policies: policies * layout.size * BYTES_A_PARAMETER,
    passes: keptBytes(plannedPasses(config), limits && limitOf(limits)),
    rollouts: Math.max(sampled(rl.prompts * rl.group), sampled(evaluation.prompts * (evaluation.samples + 1))),
  }
  return { members, ...parts, total: parts.policies + parts.passes + parts.rollouts }
}

/** Settings for which the device has no room, each with a sentence; empty where everything fits. */
export function shortages(config: ExperimentConfig, limits: DeviceLimits): Record<string, string> {
  const limit = limitOf(limits)
  const problems: Record<string, string> = {}
  const complain = (path: string, what: string, bytes: number, remedy: string): void => {
    problems[path] ??= `${what} needs a buffer of ${sizeText(bytes)}; this device allows ${sizeText(limit)}. ${remedy}`
  }
  const { layout } = shapeOf(config)
  if (4 * layout.size > limit)
    complain('model.dModel', 'A policy of this size', 4 * layout.size, 'Make width, layers or feed-forward smaller.')
  for (const pass of plannedPasses(config)) {
    const { largest } = bytesOf(pass)
    if (largest > limit) complain(pass.path, pass.title, largest, 'Make it or the model smaller.')
  }
  return problems
}

const limitOf = ({ maxBufferSize, maxStorageBufferBindingSize }: DeviceLimits): number =>
  Math.min(maxBufferSize, maxStorageBufferBindingSize)

function shapeOf(config: ExperimentConfig) {
  const { from: task, to: goal } = tasksOf(config)
  const layout = layoutOf({ vocabulary: task.tokenizer.size, ...config.model })
  const seeds = config.seeds.count
  return { task, goal, layout, seeds, members: config.arms.length * seeds, sftMembers: sftArms(config).length * seeds }
}

/** The passes of a run in the order in which they are first made. */
function plannedPasses(config: ExperimentConfig): PlannedPass[] {
  const { task, goal, layout, seeds, members, sftMembers } = shapeOf(config)
  const { pretrain, teacher, sft, rl, evaluation } = config
  const host = hostWeightingOf(config)
  const length = (own: Task): number => sequenceLength(own)
  const evaluated = (count: number): PlannedPass => ({
    ...{ kind: 'score', layout, members: count, slots: seeds, rows: evaluation.prompts, length: length(task) },
    ...{ path: 'evaluation.prompts', title: 'Scoring these held-out prompts' },
  })
  const imitated = { kind: 'train', slots: seeds, members: seeds, rows: pretrain.batch, length: length(task) } as const
  const passes: PlannedPass[] = []
  if (pretrain.anew) passes.push({ ...imitated, layout, path: 'pretrain.batch', title: 'A step of this batch' })
  if (teacher.kind === 'network') {
    const network = layoutOf({ vocabulary: task.tokenizer.size, ...teacher })
    passes.push({ ...imitated, layout: network, path: 'teacher.dModel', title: 'A step of a teacher of this size' })
  }
  passes.push(evaluated(seeds))
  if (sftMembers > 0) {
    const rows = sft.batch * (host.includesRefused ? 2 : 1)
    const batch = { layout, members: sftMembers, slots: seeds, rows, length: length(task) }
    const hasDistributions = sft.loss === 'kl'
    const named = { path: 'sft.batch', title: 'A step of this batch' }
    if (host.passes > 0) passes.push({ kind: 'score', ...batch, ...named })
    passes.push({ kind: 'train', ...batch, hasDistributions, ...named }, evaluated(sftMembers))
  }
  const update = { members, slots: members, rows: rl.prompts * rl.group, length: length(goal) }
  passes.push({ kind: 'train', layout, ...update, path: 'rl.prompts', title: 'An RL step of this many prompts' })
  return [...passes, evaluated(members)]
}

function bytesOf({ kind, layout, slots, rows, length }: PlannedPass): PassBytes {
  const sizes = passSizes({ slots, rows, length }, 1)
  return kind === 'train' ? trainBytes(layout, sizes) : scoreBytes(layout, sizes)
}

/** Bytes of all passes that are kept at once at most: the oldest go where there are too many or they are too large. */
function keptBytes(passes: readonly PlannedPass[], limit = Infinity): number {
  let kept: number[] = []
  let most = 0
  const sum = (): number => kept.reduce((all, own) => all + own, 0)
  for (const bytes of passes.flatMap((pass) => groupedBytes(pass, limit))) {
    while (kept.length >= MOST_PASSES || sum() > PASS_BUDGET) kept = kept.slice(1)
    kept.push(bytes)
    most = Math.max(most, sum())
  }
  return most
}

/** Bytes of a pass for each size of group that its members are cut into; see `memberGroups`. */
function groupedBytes(pass: PlannedPass, limit: number): number[] {
  const { largest, total } = bytesOf(pass)
  const together = Math.max(1, Math.floor(Math.min(limit / largest, PASS_BUDGET / total)))
  const shard = Math.max(1, Math.min(pass.members, Math.floor(limit / (4 * pass.layout.size))))
  const size = Math.ceil(shard / Math.ceil(shard / together))
  const sizes = new Set([size, pass.members % shard === 0 ? shard % size : (pass.members % shard) % size])
  return [...sizes].filter((members) => members > 0).map((members) => members * total + otherBytes(pass, members))
}

/** What a pass takes beside its activations: what is uploaded, and a teacher's distributions. */
function otherBytes(pass: PlannedPass, members: number): number {
  const { layout, slots, rows, length, hasDistributions = false } = pass
  const sizes: PassSizes = passSizes({ slots, rows, length }, members)
  const upload = uploadLayout({ members, slots, rows, length }).bytes
  const distributions = hasDistributions ? 4 * slots * sizes.rows * layout.vocabulary : 0
  return upload + distributions
}

/** `0.2 GB`, `12 MB`: with what accuracy an estimate deserves. */
export function sizeText(bytes: number): string {
  const megabytes = bytes / 1e6
  if (megabytes >= 9950) return `${Math.round(megabytes / 1000)} GB`
  if (megabytes >= 95) return `${(megabytes / 1000).toFixed(1)} GB`
  return megabytes >= 9.5 ? `${Math.round(megabytes)} MB` : `${Math.max(0.1, megabytes).toFixed(1)} MB`
}
