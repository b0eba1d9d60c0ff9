import { DeviceError } from '../policy/errors'
import type { PolicyEngine } from '../policy/engine'
import type { BaseCache } from './baseCache'
import type { ShippedBases } from './bases/shipped'
import type { ExperimentConfig } from './config'
import { RunControl, RunStopped } from './control'
import type { EndEvent, RunEvent } from './events'
import { findBases, prepareBase } from './phases/base'
import { collectOffline, heldOutResponses } from './phases/collect'
import { Evaluator } from './phases/evaluation'
import { runRl } from './phases/rl'
import { runSft } from './phases/sft'
import { findTeachers, prepareTeachers } from './phases/teacher'
import { membersOf, planWork } from './plan'
import { Session } from './session'

export interface RunOptions {
  /** Pauses, resumes and stops the run between steps. */
  control?: RunControl
  /** Keeps base policies between runs. */
  cache?: BaseCache
  /** Base policies that need not be trained; left out, there are none. */
  shipped?: ShippedBases
}

/**
 * Runs one experiment (METHOD.md, "Pipeline of one experiment"): base policy, offline data, SFT of all arms, RL of all
 * arms, with evaluations in between. A function of the config and the engine's arithmetic alone. Everything it finds goes
 * to `emit`; the last event says how it ended and is also returned. Does not reject.
 */
export async function runExperiment(
  config: ExperimentConfig,
  engine: PolicyEngine,
  emit: (event: RunEvent) => void,
  { control = new RunControl(), cache, shipped }: RunOptions = {},
): Promise<EndEvent> {
  const session = new Session(config, engine, emit, control, cache)
  return concluded(session, allStages(session, shipped))
}

/** Waits for a session's work, closes the session, and says how it ended. Does not reject. */
export async function concluded(session: Session, work: Promise<void>): Promise<EndEvent> {
  try {
    await Promise.race([work, session.engine.lost])
    return session.close({ kind: 'finished', seconds: session.elapsed })
  } catch (error) {
    return session.close(endOf(error, session))
  }
}

async function allStages(session: Session, shipped: ShippedBases | undefined): Promise<void> {
  const { config, engine, seeds, shape } = session
  await engine.warmUp(shape)
  const [bases, teachers] = [await findBases(session, shipped), await findTeachers(session)]
  const missing = { bases: seeds.length - bases.size, teachers: seeds.length - teachers.size }
  session.plan(planWork(config, session.task, missing))
  const population = await prepareBase(session, bases)
  const networks = await prepareTeachers(session, teachers)
  const members = membersOf(['base'], seeds)
  const { steps } = config.pretrain
  const evaluator = new Evaluator(session, await heldOutResponses(session, networks))
  const evaluations = await evaluator.evaluate({ stage: 'pretrain', step: steps, steps }, population, members)
  const base = { population, members, evaluations }
  const data = await collectOffline(session, networks)
  if (networks) session.release(networks)
  const sft = await runSft(session, evaluator, base, data)
  await runRl(session, evaluator, base, sft)
}

function endOf(error: unknown, session: Session): EndEvent {
  if (error instanceof RunStopped) return { kind: 'stopped', seconds: session.elapsed }
  if (error instanceof DeviceError) {
    // The stages may still wait for the lost device: whatever they do next, they end at their next step.
    session.control.stop()
    return { kind: 'failed', message: error.message, problem: error.problem }
  }
  return { kind: 'failed', message: error instanceof Error ? error.message : String(error) }
}
