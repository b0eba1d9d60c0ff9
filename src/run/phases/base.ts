import { baseKey, memberParameters } from '../baseCache'
import { originText } from '../bases/origin'
import type { ShippedBases } from '../bases/shipped'
import type { Session } from '../session'
import { baseLessons } from '../../config/tasks'
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
