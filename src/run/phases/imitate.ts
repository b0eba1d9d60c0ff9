import type { Population } from '../../policy/engine'
import type { PolicyShape } from '../../policy/shape'
import { pretrainingRows } from '../../training/rows'
import type { Lesson } from '../../games/task'
import type { Schedule } from '../../training/schedule'
import { trainSupervised } from '../../training/supervised'
import type { StageId } from '../../config/stages'
import { membersOf } from '../../config/plan'
import type { WorkKind } from '../../config/stages'
import type { Session } from '../session'
import { driveSteps, optimizerSettings } from './steps'

/** Policies that learn to write as writers do, from their unfiltered responses. */
export interface Imitation {
  stage: StageId
  work: WorkKind
  shape: PolicyShape
  /** One policy each. */
  seeds: readonly number[]
  lessons: readonly Lesson[]
  /** Names the rows, so that two policies of one seed see different ones. */
  stream: string
  schedule: Schedule
  /** Rows a step. */
  batch: number
  /** Cost of a step of one policy. */
  cost: number
}

/** Trains fresh policies by maximum likelihood; the population is kept until the run ends. */
export async function imitate(session: Session, imitation: Imitation): Promise<Population> {
  const { stage, work, shape, seeds, lessons, stream, schedule, batch, cost } = imitation
  const { engine } = session
  const population = session.keep(engine.createPopulation(shape, seeds))
  const members = membersOf(['base'], seeds)
  await driveSteps(session, {
    stage,
    work,
    steps: schedule.steps,
    cost: cost * seeds.length,
    members,
    reports: trainSupervised(engine, population, {
      // All lessons share lengths and tokens.
      task: session.task,
      schedule,
      optimizer: optimizerSettings(session),
      objectives: members.map(() => ({ kind: 'sft', weighting: { kind: 'uniform' }, reduction: 'token', loss: 'nll' })),
      slotOf: members.map(({ slot }) => slot),
      batch: (step) => seeds.map((seed) => pretrainingRows(lessons, seed, step, batch, stream)),
    }),
  })
  return population
}
