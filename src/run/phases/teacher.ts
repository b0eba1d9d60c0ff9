import type { Population } from '../../policy/engine'
import { memberParameters, populationOf, teacherKey } from '../baseCache'
import type { Session } from '../session'
import { imitate } from './imitate'

/** Networks of earlier runs, by seed. */
export type KnownTeachers = ReadonlyMap<number, Float32Array>

/** The teachers' networks that the cache has; none where the teacher is a script. */
export async function findTeachers({ config, seeds, engine, cache }: Session): Promise<KnownTeachers> {
  const known = new Map<number, Float32Array>()
  if (config.teacher.kind === 'scripted') return known
  for (const seed of seeds) {
    const parameters = await cache?.get(teacherKey(config, seed, engine.name))
    if (parameters) known.set(seed, parameters)
  }
  return known
}

/**
 * The teachers that are networks, one a seed in the order of the seeds: larger policies, trained on the scripted writer's unfiltered
 * responses. Undefined where the teacher is the script itself.
 */
export async function prepareTeachers(session: Session, known: KnownTeachers): Promise<Population | undefined> {
  const { config, seeds, engine, task, cache } = session
  const { kind, steps, ...size } = config.teacher
  if (kind === 'scripted') return undefined
  const shape = { vocabulary: task.tokenizer.size, ...size }
  await engine.warmUp(shape)
  const missing = seeds.filter((seed) => !known.has(seed))
  const parameters = new Map(known)
  if (missing.length > 0) {
    const trained = await imitate(session, {
      stage: 'collect',
      work: 'teacher',
      shape,
      seeds: missing,
      lessons: [{ task, style: config.game.teacher }],
      stream: 'teacher',
      schedule: { ...config.pretrain, steps },
      batch: config.pretrain.batch,
      cost: session.costs.teacher,
    })
    const snapshot = await engine.snapshot(trained)
    session.release(trained)
    for (const [index, seed] of missing.entries()) {
      const own = memberParameters(snapshot, index)
      parameters.set(seed, own)
      await cache?.put(teacherKey(config, seed, engine.name), own)
    }
  }
  const members = seeds.map((seed) => parameters.get(seed) as Float32Array)
  return session.keep(populationOf(engine, shape, members))
}
