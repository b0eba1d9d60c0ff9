import type { PolicyEngine, Population, Snapshot } from '../policy/engine'
import type { ExperimentConfig } from './config'

/** Keeps base policies between runs. Keys name everything that a base policy depends on. */
export interface BaseCache {
  get(key: string): Promise<Float32Array | undefined>
  put(key: string, parameters: Float32Array): Promise<void>
}

/** The name of one seed's base policy: the settings that pretraining reads, the seed, and the engine that trained it. */
export function baseKey({ game, model, pretrain, optimizer }: ExperimentConfig, seed: number, engine: string): string {
  return JSON.stringify({
    engine,
    seed,
    game: { id: game.id, difficulty: game.difficulty, base: game.base },
    model,
    pretrain,
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
