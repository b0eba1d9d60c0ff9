import type { PolicyEngine, StepResult } from '../policy/engine'
import { memberSeeds, OBJECTIVE, OPTIMIZER, rolloutPrompts, SAMPLING, SHAPE, trainBatch } from './workload'

/** What can be measured; `cpu` is the processor's engine, `stockTfjs` the reference engine on the kernels that tfjs ships. */
export const ENGINE_IDS = ['fused', 'cpu', 'reference', 'stockTfjs', 'jax'] as const
export type EngineId = (typeof ENGINE_IDS)[number]

/** Something that trains the workload's policy and is measured at it. */
export interface Contestant {
  readonly id: EngineId
  /** For people: what it is, and on what device. */
  readonly about: string
  /** M members at the start of training on B rows. */
  openTraining(members: number, rows: number): Promise<Training>
  /** Sampling of so many sequences; absent where there is none. */
  openRollout?(sequences: number): Promise<Sampler>
  dispose(): void
}

export interface Training {
  /** Submits one optimizer step of every member, without waiting for the device. */
  step(): void
  /** Waits until the device has done all steps; each member's loss of the last one. */
  finish(): Promise<number[]>
  dispose(): void
}

export interface Sampler {
  /** Samples every sequence once; the number of sampled tokens. */
  run(): Promise<number>
  dispose(): void
}

/** Lets any engine take part. The contestant owns the engine. */
export function contestantOf(id: EngineId, engine: PolicyEngine, about = engine.name): Contestant {
  return {
    id,
    about,
    openTraining: (members, rows) => Promise.resolve(trainingOf(engine, members, rows)),
    openRollout: (sequences) => Promise.resolve(samplerOf(engine, sequences)),
    dispose: () => {
      engine.dispose()
    },
  }
}

function trainingOf(engine: PolicyEngine, members: number, rows: number): Training {
  const population = engine.createPopulation(SHAPE, memberSeeds(members))
  const batch = trainBatch(members, rows)
  const settings = { objectives: Array.from({ length: members }, () => OBJECTIVE), optimizer: OPTIMIZER }
  let last: StepResult | undefined
  return {
    step: () => {
      last = engine.trainStep(population, batch, settings)
    },
    finish: async () => {
      const metrics = await Promise.race([last?.metrics() ?? [], engine.lost])
      return metrics.map(({ loss }) => loss)
    },
    dispose: () => {
      population.dispose()
    },
  }
}

function samplerOf(engine: PolicyEngine, sequences: number): Sampler {
  const population = engine.createPopulation(SHAPE, memberSeeds(1))
  const prompts = rolloutPrompts(sequences)
  return {
    run: async () => {
      const { lengths } = await Promise.race([engine.rollout(population, prompts, SAMPLING), engine.lost])
      return lengths.reduce((sum, length) => sum + length, 0)
    },
    dispose: () => {
      population.dispose()
    },
  }
}
