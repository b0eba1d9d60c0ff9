import type { PolicyEngine, Population, Snapshot } from '../policy/engine'
import type { ExperimentConfig } from '../config/config'

/** Keeps base policies between runs. Keys name everything that a base policy depends on. */
export interface BaseCache {
  get(key: string): Promise<Float32Array | undefined>
  put(key: string, parameters: Float32Array): Promise<void>
}

/** The settings that pretraining reads, in the order in which keys have them. */
export function baseSettings({ game, model, pretrain, optimizer }: ExperimentConfig) {
  // Where a base policy comes from is no part of what it is.
  const { anew: _, ...training } = pretrain
  return {
    game: { id: game.id, difficulty: game.difficulty, base: game.base, ...transferOf(game) },
    model,
    pretrain: training,
    optimizer,
  }
}

export type BaseSettings = ReturnType<typeof baseSettings>

/** The name of one seed's base policy: the settings that pretraining reads, the seed, and the engine that trained it. */
export function baseKey(config: ExperimentConfig, seed: number, engine: string): string {
  return JSON.stringify({ engine, seed, ...baseSettings(config) })
}

/** What a transfer changes in what policies are: their tokens and lengths, and the base policy's lessons. */
const transferOf = ({ transfer, target }: ExperimentConfig['game']) => (transfer === 'same' ? {} : { transfer, target })

/** The name of one seed's teacher where it is a network. */
export function teacherKey(config: ExperimentConfig, seed: number, engine: string): string {
  const { game, teacher, optimizer } = config
  const { steps: _, anew: __, ...training } = config.pretrain
  return JSON.stringify({
    engine,
    seed,
    teacher,
    game: { id: game.id, difficulty: game.difficulty, teacher: game.teacher, ...transferOf(game) },
    training,
    optimizer,
  })
}

/** A population of the given members' parameters, with a fresh optimizer state. */
export function populationOf(
  engine: PolicyEngine,
  shape: Snapshot['shape'],
  members: readonly Float32Array[],
): Population {
  const size = members[0]?.length ?? 0
  const parameters = new Float32Array(members.length * size)
  for (const [index, member] of members.entries()) parameters.set(member, index * size)
  const zeros = (): Float32Array => new Float32Array(parameters.length)
  return engine.restore({
    shape,
    members: members.length,
    parameters,
    firstMoments: zeros(),
    secondMoments: zeros(),
    steps: 0,
  })
}

/** One member's parameters out of a snapshot. */
export function memberParameters({ parameters, members }: Snapshot, member: number): Float32Array {
  const size = parameters.length / members
  return parameters.slice(member * size, (member + 1) * size)
}
