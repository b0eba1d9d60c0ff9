import type { Evaluation } from '../../training/evaluate'
import type { OfflinePair } from '../../training/pairs'
import { sftRows } from '../../training/rows'
import { trainSupervised } from '../../training/supervised'
import { type ArmTraining, kernelReadsInitial, readsInitial, sftTraining } from '../../config/armTraining'
import { type ArmId, armTitle } from '../../config/armId'
import { HostWeightError, hostWeighting } from '../../training/hostWeights'
import { isEvaluated, type Member, membersOf, sftArms } from '../../config/plan'
import { NonFiniteError, type Session } from '../session'
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
  const training = driveSteps(session, {
    stage: 'sft',
    steps,
    cost: session.costs.sft * members.length,
    members,
    reports: trainSupervised(engine, population, {
      task,
      schedule: config.sft,
      optimizer: optimizerSettings(session),
      objectives,
      weightings: members.map(({ seed }, m) => hostWeighting(trainings[m] as ArmTraining, seed)),
      slotOf: members.map(({ slot }) => slot),
      batch: (step) => seeds.map((seed, slot) => sftRows(data[slot] ?? [], seed, step, batch)),
      initial: frozen,
      reference: trainings.some(kernelReadsInitial) ? frozen : undefined,
      watch: watchSft(session, { population, members }, trainings, frozen),
    }),
    after: {
      isDue: (step) => isEvaluated(step, steps, config.evaluation.every),
      run: async (step) => {
        evaluations = await evaluator.evaluate({ stage: 'sft', step, steps }, population, members)
        await examples.score({ stage: 'sft', step }, population, members)
      },
    },
  })
  await training.catch((error: unknown) => {
    throw error instanceof HostWeightError ? namedWeightError(error, members, session) : error
  })
  return { population, members, evaluations }
}

/** Says whose formula gave a weight that is no finite number, and where. */
function namedWeightError(
  { member, step, message }: HostWeightError,
  members: readonly Member[],
  { config }: Session,
): Error {
  const { arm, seed } = members[member] as Member & { arm: ArmId }
  return new NonFiniteError(
    `SFT, step ${step}: the formula of ${armTitle(arm, config.own)}, seed ${seed}, failed. ${message}`,
  )
}

function trainingOf({ arm }: Member, { config }: Session): ArmTraining {
  const training = arm === 'base' ? undefined : sftTraining(arm, config)
  if (!training) throw new RangeError(`The arm ${arm} has no SFT.`)
  return training
}
