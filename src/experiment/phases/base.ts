import type { Population } from '../../policy/engine'
import { pretrainingRows } from '../../stages/pretrain'
import { trainSupervised } from '../../stages/supervised'
import { baseKey, memberParameters, populationOf } from '../baseCache'
import { membersOf, planWork } from '../plan'
import type { Session } from '../session'
import { driveSteps, optimizerSettings } from './steps'

/** The base policies, one a seed in the order of the seeds: from the cache where it has them, else pretrained and put there. */
export async function prepareBase(session: Session): Promise<Population> {
  const { config, seeds, engine, shape, cache } = session
  const parameters = new Map<number, Float32Array>()
  for (const seed of seeds) {
    const known = await cache?.get(baseKey(config, seed, engine.name))
    if (known) parameters.set(seed, known)
  }
  const missing = seeds.filter((seed) => !parameters.has(seed))
  session.plan(planWork(config, session.task, missing.length))
  if (missing.length > 0) {
    for (const [seed, trained] of await pretrain(session, missing)) {
      parameters.set(seed, trained)
      await cache?.put(baseKey(config, seed, engine.name), trained)
    }
  }
  const members = seeds.map((seed) => parameters.get(seed) as Float32Array)
  return session.keep(populationOf(engine, shape, members))
}

async function pretrain(session: Session, seeds: readonly number[]): Promise<[number, Float32Array][]> {
  const { config, engine, task } = session
  const { steps, batch } = config.pretrain
  const population = session.keep(engine.createPopulation(session.shape, seeds))
  const members = membersOf(['base'], seeds)
  await driveSteps(session, {
    stage: 'pretrain',
    steps,
    cost: session.costs.pretrain * seeds.length,
    members,
    reports: trainSupervised(engine, population, {
      task,
      schedule: config.pretrain,
      optimizer: optimizerSettings(session),
      objectives: members.map(() => ({ kind: 'sft', weighting: { kind: 'uniform' }, reduction: 'token' })),
      slotOf: members.map(({ slot }) => slot),
      batch: (step) => seeds.map((seed) => pretrainingRows(task, config.game.base, seed, step, batch)),
    }),
  })
  const snapshot = await engine.snapshot(population)
  session.release(population)
  return seeds.map((seed, index) => [seed, memberParameters(snapshot, index)])
}
