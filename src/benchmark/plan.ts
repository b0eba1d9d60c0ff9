import type { EngineId } from './contestant'
import { BATCH, SMALL_BATCH } from './workload'

/** How long something is measured: so many samples, fewer where they take longer than the seconds; one at least. */
export interface Effort {
  samples: number
  seconds: number
}

/** Something that one engine is timed at. */
export type Task = { engine: EngineId } & Effort &
  ({ kind: 'step'; members: number; batch: number } | { kind: 'rollout'; sequences: number })

/** Tasks whose samples are taken in turns, so that the machine's noise hits all alike. */
export type Round = readonly Task[]

/** For people: what a task measures. */
export function nameOf(task: Task): string {
  return task.kind === 'step' ? `step, ${task.members} × ${task.batch} rows` : `rollout, ${task.sequences} sequences`
}

/**
 * Everything a run measures, the most wanted first. The quick plan takes fewer samples and leaves out what takes minutes on
 * software WebGPU.
 */
export function benchmarkRounds(quick: boolean): Round[] {
  const effort: Effort = quick ? { samples: 8, seconds: 20 } : { samples: 20, seconds: 60 }
  const few: Effort = quick ? { samples: 1, seconds: 0 } : { samples: 5, seconds: 60 }
  const step = (engine: EngineId, members: number, how: Effort, batch = BATCH): Task => ({
    kind: 'step',
    engine,
    members,
    batch,
    ...how,
  })
  const rollout = (engine: EngineId, sequences: number, how: Effort): Task => ({
    kind: 'rollout',
    engine,
    sequences,
    ...how,
  })
  const common: Round[] = [
    [step('fused', 1, effort), step('reference', 1, effort), step('cpu', 1, effort), step('jax', 1, effort)],
    [step('fused', 16, effort, SMALL_BATCH), step('fused', 1, effort, SMALL_BATCH)],
    [rollout('fused', 256, effort), rollout('cpu', 256, effort), rollout('reference', 256, few)],
  ]
  const [stock, several, many] = [step('stockTfjs', 1, few), step('fused', 4, effort), step('fused', 16, few)]
  const large = rollout('fused', 4096, few)
  if (quick) return [...common, [several], [many], [large], [stock], [step('reference', 4, few)]]
  return [
    ...common,
    [several, step('reference', 4, few), step('jax', 4, few)],
    [many, step('reference', 16, few), step('jax', 16, few)],
    [large, rollout('reference', 4096, few)],
    [stock],
  ]
}
