import type { ArmId } from '../../config/armId'
import { type ArmTraining, compiled } from '../../config/armTraining'
import type { Member } from '../../config/plan'
import { sequenceLength, type Task } from '../../games/task'
import { packSequences, responseValues, type Sequence } from '../../policy/batch'
import type { Population, StepMetrics, TrainBatch } from '../../policy/engine'
import type { UpdatedRow } from '../../results/events'
import type { OfflinePair } from '../../training/pairs'
import type { RlRun } from '../../training/rl'
import type { SupervisedRun } from '../../training/supervised'
import type { Session } from '../session'

/** The policies of a stage, in the order of the population. */
interface Stage {
  population: Population
  members: readonly (Member & { arm: ArmId })[]
}

/**
 * Reports each SFT step of the run's first seed from close by, while somebody looks at single steps; other steps cost nothing.
 * It scores the batch's first rows before and after the update and changes nothing.
 *
 * @param trainings `[M]`
 * @param initial π₀ of members whose formula reads it
 */
export function watchSft(
  session: Session,
  { population, members }: Stage,
  trainings: readonly ArmTraining[],
  initial: Population | undefined,
): NonNullable<SupervisedRun['watch']> {
  const { task, seeds } = session
  // Members of other seeds are scored on the same rows, because a population is scored as a whole.
  const slotOf = members.map(() => 0)
  const isGiven = (training: ArmTraining): boolean => training.objective.weighting.kind === 'given'
  const formulas = trainings.map(({ formula }) => compiled(formula))
  // A weight that depends on the batch's other responses needs the whole batch, unless the batch brings it.
  const needsAll = trainings.some((training, m) => !isGiven(training) && formulas[m]?.overBatch)
  return async ({ step, learningRate, rows: slots, batch, rateFactors }) => {
    if (!session.control.closeUp) return undefined
    const rows = slots[0]?.slice(0, needsAll ? undefined : SHOWN_ROWS) ?? []
    const score = (policy: Population, of: readonly OfflinePair[]) => scoreRows(session, policy, task, [of], slotOf)
    const before = await score(population, rows)
    const start = initial && (await score(initial, rows))
    return async (result) => {
      const shown = rows.slice(0, SHOWN_ROWS)
      const after = await score(population, shown)
      const metrics = await result.metrics()
      const arms = firstSeed(members).map(({ member, arm }) => {
        const now = before[member] ?? []
        const training = trainings[member] as ArmTraining
        const lpb = rows.map(({ behaviourLogProbs }) => behaviourLogProbs)
        const read = { lp: now, lpb, lp0: start?.[member], V: task.tokenizer.size }
        const coefficients = isGiven(training)
          ? givenWeights(batch, member, rows.length)
          : (formulas[member]?.weights(read, training.constants) ?? [])
        const rateFactor = rateFactors?.[member] ?? 1
        return {
          arm,
          gradNorm: metrics[member]?.gradNorm ?? NaN,
          ...(rateFactor !== 1 && { rateFactor }),
          rows: shown.map((row, i): UpdatedRow => ({
            ...textOf(task, row),
            coefficients: coefficients[i] ?? [],
            before: now[i] ?? [],
            after: after[member]?.[i] ?? [],
          })),
        }
      })
      session.emit({ kind: 'update', stage: 'sft', step, seed: seeds[0] ?? 0, learningRate, arms })
    }
  }
}

/**
 * The same of each RL step: some rollouts of one group of each arm, with reward and advantage. Log-probabilities before are those
 * of the sampler, and where a step has several epochs, the update is all of them and the gradient norm the last one's.
 */
export function watchRl(session: Session, { population, members }: Stage): NonNullable<RlRun['watch']> {
  const { goal: task, seeds, config } = session
  const own = firstSeed(members)
  const slotOf = members.map((_, m) =>
    Math.max(
      0,
      own.findIndex(({ member }) => member === m),
    ),
  )
  return ({ step, learningRate, sequences, responses, advantages }) => {
    if (!session.control.closeUp) return undefined
    const picked = own.map(({ member }) =>
      shownRows(responses[member]?.map(({ correct }) => (correct ? 1 : 0)) ?? [], config.rl.group),
    )
    return async (metrics: readonly StepMetrics[]) => {
      const slots = own.map(({ member }, slot) => picked[slot]?.flatMap((row) => sequences[member]?.[row] ?? []) ?? [])
      const after = await scoreRows(session, population, task, slots, slotOf)
      const arms = own.map(({ member, arm }, slot) => ({
        arm,
        gradNorm: metrics[member]?.gradNorm ?? NaN,
        rows: (picked[slot] ?? []).flatMap((row, i): UpdatedRow[] => {
          const [sequence, response] = [sequences[member]?.[row], responses[member]?.[row]]
          if (!sequence || !response) return []
          const advantage = advantages[member]?.[row] ?? NaN
          return [
            {
              ...textOf(task, sequence),
              coefficients: sequence.response.map(() => advantage),
              before: Array.from(response.logProbs),
              after: after[member]?.[i] ?? [],
              reward: response.correct ? 1 : 0,
            },
          ]
        }),
      }))
      session.emit({ kind: 'update', stage: 'rl', step, seed: seeds[0] ?? 0, learningRate, arms })
    }
  }
}

/** The batch's own weights of a member's first rows. */
function givenWeights(batch: TrainBatch, member: number, rows: number): number[][] {
  const slot = batch.slotOf[member] ?? 0
  const perSlot = { ...batch, slotOf: Array.from({ length: batch.slots }, (_, s) => s) }
  const { weights } = batch
  if (!weights) throw new RangeError('A batch for given weights brings none.')
  return Array.from({ length: rows }, (_, row) => responseValues(weights, perSlot, slot, row))
}

/** log π(y_t) of each member’s slot, `[M][rows][T]`. */
async function scoreRows(
  { engine }: Session,
  policy: Population,
  task: Task,
  slots: readonly (readonly Sequence[])[],
  slotOf: readonly number[],
): Promise<number[][][]> {
  const batch = packSequences(slots, sequenceLength(task), slotOf)
  const { logProbs } = await engine.score(policy, batch)
  return slotOf.map((slot, member) => (slots[slot] ?? []).map((_, row) => responseValues(logProbs, batch, member, row)))
}

/** The members of the run's first seed, with their places in the population. */
const firstSeed = (members: Stage['members']) =>
  members.flatMap(({ arm, slot }, member) => (slot === 0 ? [{ member, arm }] : []))

const textOf = ({ tokenizer }: Task, { prompt, response }: Sequence) => ({
  prompt: tokenizer.decode(prompt),
  response: tokenizer.decode(response),
})

/** Rows of a batch that a close-up shows. */
export const SHOWN_ROWS = 4

/**
 * The rollouts that a close-up of an RL step shows: up to four of one group, by their places in the batch. It is the first group whose
 * rewards differ, for only such a group has advantages, else the first; of it the first rollouts, but where there are
 * several rewards not only of one.
 *
 * @param rewards of consecutive groups, `[P·K]`
 */
export function shownRows(rewards: readonly number[], group: number): number[] {
  const starts = Array.from({ length: Math.floor(rewards.length / group) }, (_, i) => i * group)
  const start = starts.find((at) => rewards.slice(at, at + group).some((reward) => reward !== rewards[at])) ?? 0
  const rows = rewards.slice(start, start + group).map((_, k) => start + k)
  const first = rows.slice(0, SHOWN_ROWS)
  const other = rows.find((row) => rewards[row] !== rewards[start])
  if (other === undefined || first.includes(other)) return first
  return [...first.slice(0, -1), other]
}
