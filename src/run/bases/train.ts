import type { PolicyEngine } from '../../policy/engine'
import type { ExperimentConfig } from '../../config/config'
import { RunControl } from '../control'
import type { EndEvent, RunEvent } from '../../results/events'
import { pretrain } from '../phases/base'
import { planWork } from '../../config/plan'
import { concluded } from '../run'
import { Session } from '../session'
import { baseSettings } from '../baseCache'
import { encodePolicy } from './policyFile'

/** A base policy that is ready to be shipped. */
export interface TrainedBase {
  seed: number
  /** Its parameters as a safetensors file, with settings and seed as metadata. */
  file: Uint8Array
}

/**
 * The first stage of an experiment alone: pretrains the base policies of its seeds, as `runExperiment` does. Does not reject: `end`
 * says how it ended, and where it did not finish there are no policies.
 */
export async function trainBases(
  config: ExperimentConfig,
  engine: PolicyEngine,
  emit: (event: RunEvent) => void,
): Promise<{ end: EndEvent; bases: TrainedBase[] }> {
  const session = new Session(config, engine, emit, new RunControl(), undefined)
  const bases: TrainedBase[] = []
  const work = async (): Promise<void> => {
    const { shape, seeds, task } = session
    await engine.warmUp(shape)
    session.plan(planWork(config, task, { bases: seeds.length, teachers: 0 }).filter(({ kind }) => kind === 'pretrain'))
    const settings = JSON.stringify(baseSettings(config))
    for (const [seed, parameters] of await pretrain(session, seeds)) {
      const metadata = { settings, seed: String(seed) }
      bases.push({ seed, file: encodePolicy(shape, parameters, metadata) })
    }
  }
  return { end: await concluded(session, work()), bases }
}
