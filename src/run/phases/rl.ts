import type { MemberRef } from '../../policy/engine'
import type { GrpoObjective } from '../../policy/objective'
import type { Evaluation } from '../../training/evaluate'
import { trainRl } from '../../training/rl'
import { isEvaluated, membersOf, type Member } from '../../config/plan'
import type { Session } from '../session'
import { watchRl } from './closeUp'
import type { Checkpoint, Evaluator } from './evaluation'
import { driveSteps, optimizerSettings } from './steps'

/** The same GRPO for every arm: from its SFT checkpoint, or from the base policy where the arm skips SFT. */
export async function runRl(
  session: Session,
  evaluator: Evaluator,
  base: Checkpoint,
  sft: Checkpoint | undefined,
): Promise<void> {
  const { config, engine, goal: task, seeds } = session
  const members = membersOf(config.arms, seeds)
  const starts = members.map((member) => startOf(member, base, sft))
  const population = session.keep(engine.fork(starts.map(({ ref }) => ref)))
  const reference = session.keep(engine.fork(starts.map(({ ref }) => ref)))
  evaluator.report(
    { stage: 'rl', step: 0 },
    members,
    starts.map(({ evaluation }) => evaluation),
  )
  const { steps, prompts, group, epochs, scale } = config.rl
  await driveSteps(session, {
    stage: 'rl',
    steps,
    cost: session.costs.rl * members.length,
    members,
    reports: trainRl(engine, population, {
      task,
      schedule: config.rl,
      optimizer: optimizerSettings(session),
      objective: grpoObjective(session),
      scale,
      prompts,
      group,
      epochs,
      seeds,
      slotOf: members.map(({ slot }) => slot),
      reference,
      watch: watchRl(session, { population, members }),
    }),
    after: {
      isDue: (step) => isEvaluated(step, steps, config.evaluation.every),
      run: async (step) => {
        await evaluator.evaluate({ stage: 'rl', step, steps }, population, members)
      },
    },
  })
  const origins = session.keep(engine.fork(members.map(({ slot }) => ({ population: base.population, member: slot }))))
  const updates = await engine.compareUpdates(origins, reference, population)
  session.release(origins)
  const geometry = updates.map(({ secondNorm, cosine }) => ({ drift: secondNorm, cosine }))
  session.points({ stage: 'rl', source: 'evaluation', step: steps }, members, geometry)
}

/** Where a member's RL starts: its own SFT checkpoint, else its seed's base policy. */
function startOf(
  member: Member,
  base: Checkpoint,
  sft: Checkpoint | undefined,
): { ref: MemberRef; evaluation: Evaluation } {
  const index = sft?.members.findIndex(({ arm, seed }) => arm === member.arm && seed === member.seed) ?? -1
  const [from, place] = sft && index >= 0 ? [sft, index] : [base, member.slot]
  return { ref: { population: from.population, member: place }, evaluation: from.evaluations[place] as Evaluation }
}

function grpoObjective({ config: { rl }, goal }: Session): GrpoObjective {
  const { clipLow, clipHigh, klBeta, reduction } = rl
  return { kind: 'grpo', clipLow, clipHigh, klBeta, reduction, maxResponse: goal.responseLength }
}
