import type { Population } from '../../policy/engine'
import { membersOf } from '../../config/plan'
import type { Session } from '../session'
import type { Start } from '../startCache'
import { collectOffline, heldOutResponses } from './collect'
import { Evaluator } from './evaluation'
import { Examples } from './examples'
import { type KnownTeachers, prepareTeachers } from './teacher'

/** Evaluates the base policies and collects the offline data, and reports both as they come. */
export async function makeStart(session: Session, bases: Population, teachers: KnownTeachers): Promise<Start> {
  const { config, seeds } = session
  const networks = await prepareTeachers(session, teachers)
  const members = membersOf(['base'], seeds)
  const { steps } = config.pretrain
  const heldOut = await heldOutResponses(session, networks)
  const moment = { stage: 'pretrain', step: steps, steps } as const
  const evaluations = await new Evaluator(session, heldOut).evaluate(moment, bases, members)
  const data = await collectOffline(session, networks)
  const examples = new Examples(session, data)
  const offline = await examples.report(networks)
  if (networks) session.release(networks)
  const scored = await examples.score(moment, bases, members)
  return { heldOut, evaluations, data, offline, scored }
}

/** Reports a start that an earlier run made, as that run did. */
export function reportStart(session: Session, start: Start): Start {
  const { config, seeds } = session
  const { heldOut, evaluations, offline, scored } = start
  session.emit({ kind: 'notice', message: 'Offline data and base policies’ evaluation: kept from the last run.' })
  const moment = { stage: 'pretrain', step: config.pretrain.steps } as const
  new Evaluator(session, heldOut).report(moment, membersOf(['base'], seeds), evaluations)
  session.emit(offline)
  session.emit(scored)
  return start
}
