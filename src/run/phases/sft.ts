import type { Evaluation } from '../../training/evaluate'
import type { OfflinePair } from '../../training/pairs'
import { sftRows } from '../../training/sft'
import { trainSupervised } from '../../training/supervised'
import { type ArmTraining, sftTraining } from '../../training/armTraining'
import { readsInitial } from '../../config/config'
import { isEvaluated, type Member, membersOf, sftArms } from '../../config/plan'
import type { Session } from '../session'
import { watchSft } from './closeUp'
import type { Checkpoint, Evaluator } from './evaluation'
import type { Examples } from './examples'
import { driveSteps, optimizerSettings } from './steps'

/** SFT of every arm that has it, all from the seed's base policy and on the same batches in the same order. */
export async function runSft(
  session: Session,
  evaluator: Evaluator,
  examples: Examples,
  base: Checkpoint,
  data: readonly (readonly OfflinePair[])[],
): Promise<Checkpoint | undefined> {
  const { config, engine, task, seeds } = session
  const arms = sftArms(config)
  if (arms.length === 0) return undefined
  const members = membersOf(arms, seeds)
  const fromBase = members.map(({ slot }) => ({ population: base.population, member: slot }))
  const population = session.keep(engine.fork(fromBase))
  const frozen = readsInitial(config) ? session.keep(engine.fork(fromBase)) : undefined
  const trainings = members.map((member) => trainingOf(member, session))
  const objectives = trainings.map(({ objective }) => objective)
  const { steps, batch } = config.sft
  let evaluations = members.map(({ slot }) => base.evaluations[slot] as Evaluation)
  evaluator.report({ stage: 'sft', step: 0 }, members, evaluations)
  await driveSteps(session, {
    stage: 'sft',
    steps,
    cost: session.costs.sft * members.length,
    members,
    reports: trainSupervised(engine, population, {
      task,
      schedule: config.sft,
      optimizer: optimizerSettings(session),
      objectives,
      weightings: trainings.map(({ weighting }) => weighting),
      slotOf: members.map(({ slot }) => slot),
      batch: (step) => seeds.map((seed, slot) => sftRows(data[slot] ?? [], seed, step, batch)),
      ...(frozen && { reference: frozen }),
      watch: watchSft(session, { population, members }, objectives, frozen),
    }),
    after: {
      isDue: (step) => isEvaluated(step, steps, config.evaluation.every),
      run: async (step) => {
        evaluations = await evaluator.evaluate({ stage: 'sft', step, steps }, population, members)
        await examples.score({ stage: 'sft', step }, population, members)
      },
    },
  })
  return { population, members, evaluations }
}

function trainingOf({ arm, seed }: Member, { config }: Session): ArmTraining {
  const training = arm === 'base' ? undefined : sftTraining(arm, config, seed)
  if (!training) throw new RangeError(`The arm ${arm} has no SFT.`)
  return training
}
