import { baseLessons } from '../../config/tasks'
import { baseKey, memberParameters } from '../baseCache'
import type { ShippedBases } from '../bases/shipped'
import type { Session } from '../session'
import { imitate } from './imitate'

/** Base policies that need not be trained, by seed: those that are shipped, unless the experiment trains them anew, else cached ones. */
export type KnownBases = ReadonlyMap<number, Float32Array>

/** Looks for the seeds' base policies. A notice says where each comes from. */
export async function findBases(session: Session, shipped: ShippedBases | undefined): Promise<KnownBases> {
  const { config, seeds, engine, shape, cache } = session
  const notice = (message: string): void => {
    session.emit({ kind: 'notice', message })
  }
  const ready = config.pretrain.anew ? undefined : await shipped?.load(config, seeds, shape, notice)
  const known = new Map(ready)
  const kept: number[] = []
  for (const seed of seeds) {
    const own = known.has(seed) ? undefined : await cache?.get(baseKey(config, seed, engine.name))
    if (!own) continue
    known.set(seed, own)
    kept.push(seed)
  }
  const trained = seeds.filter((seed) => !known.has(seed))
  notice(originText({ shipped: seeds.filter((seed) => ready?.has(seed)), kept, trained }))
  return known
}

/** The base policies' parameters, one array a seed in the order of the seeds; those that are not known yet are pretrained and cached. */
export async function prepareBases(session: Session, known: KnownBases): Promise<Float32Array[]> {
  const { config, seeds, engine, cache } = session
  const missing = seeds.filter((seed) => !known.has(seed))
  const parameters = new Map(known)
  if (missing.length > 0) {
    for (const [seed, trained] of await pretrain(session, missing)) {
      parameters.set(seed, trained)
      await cache?.put(baseKey(config, seed, engine.name), trained)
    }
  }
  return seeds.map((seed) => parameters.get(seed) as Float32Array)
}

/** Pretrains the base policies of these seeds; each with its parameters. */
export async function pretrain(session: Session, seeds: readonly number[]): Promise<[number, Float32Array][]> {
  const { config, engine, shape, task, goal } = session
  const population = await imitate(session, {
    stage: 'pretrain',
    work: 'pretrain',
    shape,
    seeds,
    lessons: baseLessons(config, { from: task, to: goal }),
    stream: 'pretrain',
    schedule: config.pretrain,
    batch: config.pretrain.batch,
    cost: session.costs.pretrain,
  })
  const snapshot = await engine.snapshot(population)
  session.release(population)
  return seeds.map((seed, index) => [seed, memberParameters(snapshot, index)])
}

/** Where the base policies of a run come from: the seeds of each kind, in ascending order. */
export interface Origins {
  shipped: readonly number[]
  /** By an earlier run, in this browser. */
  kept: readonly number[]
  trained: readonly number[]
}

const WORDS = { shipped: 'shipped', kept: 'kept from an earlier run', trained: 'trained here' } as const

/** `Base policies: shipped (seeds 0 to 3), trained here (seed 4).` */
export function originText(origins: Origins): string {
  const parts = (['shipped', 'kept', 'trained'] as const)
    .filter((kind) => origins[kind].length > 0)
    .map((kind) => `${WORDS[kind]} (${seedsText(origins[kind])})`)
  return `Base policies: ${parts.join(', ')}.`
}

/** `seed 3`, `seeds 0 to 4`, `seeds 0, 2, 3` */
export function seedsText(seeds: readonly number[]): string {
  const [first, last] = [seeds[0] ?? NaN, seeds.at(-1) ?? NaN]
  if (seeds.length === 1) return `seed ${first}`
  return last - first === seeds.length - 1 ? `seeds ${first} to ${last}` : `seeds ${seeds.join(', ')}`
}
