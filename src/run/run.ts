import { DeviceError } from '../policy/errors'
import type { PolicyEngine } from '../policy/engine'
import { type BaseCache, populationOf } from './baseCache'
import type { ShippedBases } from './bases/shipped'
import type { ExperimentConfig } from '../config/config'
import { RunControl, RunStopped } from './control'
import type { EndEvent, RunEvent } from '../results/events'
import { findBases, prepareBases } from './phases/base'
import { Evaluator } from './phases/evaluation'
import { Examples } from './phases/examples'
import { runRl } from './phases/rl'
import { runSft } from './phases/sft'
import { makeStart, reportStart } from './phases/start'
import { findTeachers } from './phases/teacher'
import { membersOf, planWork } from '../config/plan'
import { Session } from './session'
import { type StartCache, startKey } from './startCache'

export interface RunOptions {
  /** Pauses, resumes and stops the run between steps. */
  control?: RunControl
  /** Keeps base policies between runs. */
  cache?: BaseCache
  /** Base policies that need not be trained; left out, there are none. */
  shipped?: ShippedBases
  /** Keeps what the last run found before SFT, for a run that changes nothing before it. */
  starts?: StartCache
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
  { control = new RunControl(), cache, shipped, starts }: RunOptions = {},
): Promise<EndEvent> {
  const session = new Session(config, engine, emit, control, cache)
  return concluded(session, allStages(session, shipped, starts))
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

async function allStages(
  session: Session,
  shipped: ShippedBases | undefined,
  starts: StartCache | undefined,
): Promise<void> {
  const { config, engine, seeds, shape } = session
  await engine.warmUp(shape)
  const known = await findBases(session, shipped)
  const complete = seeds.flatMap((seed) => known.get(seed) ?? [])
  const kept = complete.length === seeds.length ? starts?.get(engine, startKey(config, complete)) : undefined
  const teachers = kept ? new Map<number, Float32Array>() : await findTeachers(session)
  const missing = { bases: seeds.length - known.size, teachers: seeds.length - teachers.size }
  const work = planWork(config, session.task, missing)
  session.plan(kept ? work.filter(({ stage }) => stage === 'sft' || stage === 'rl') : work)
  const bases = await prepareBases(session, known)
  const population = session.keep(populationOf(engine, shape, bases))
  const start = kept ? reportStart(session, kept) : await makeStart(session, population, teachers)
  starts?.put(engine, startKey(config, bases), start)
  const base = { population, members: membersOf(['base'], seeds), evaluations: start.evaluations }
  const evaluator = new Evaluator(session, start.heldOut)
  const sft = await runSft(session, evaluator, new Examples(session, start.data), base, start.data)
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
