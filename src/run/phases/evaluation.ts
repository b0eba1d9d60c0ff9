import { allShortened } from '../../core/rounding'
import type { Population } from '../../policy/engine'
import {
  createEvaluationSet,
  evaluate,
  type Evaluation,
  type EvaluationSet,
  type ShownSample,
} from '../../training/evaluate'
import type { OfflinePair } from '../../training/pairs'
import type { StageId } from '../../config/stages'
import type { Member } from '../../config/plan'
import type { Session } from '../session'

/** Prompts whose responses are shown, a seed. */
const SHOWN_PROMPTS = 8

/** Policies at one moment of the run with their last evaluation, in one order. */
export interface Checkpoint {
  population: Population
  members: readonly Member[]
  evaluations: readonly Evaluation[]
}

/** When a stage is evaluated. */
export interface Moment {
  stage: StageId
  step: number
  steps: number
}

/** Evaluates a run's policies on its held-out prompts, which are made once and are the same at every moment. */
export class Evaluator {
  private readonly set: EvaluationSet

  /** @param heldOut the behaviour policy's responses to held-out prompts, one list a seed */
  constructor(
    private readonly session: Session,
    heldOut: readonly (readonly OfflinePair[])[],
  ) {
    const { config, goal, seeds } = session
    this.set = createEvaluationSet(goal, config.evaluation, seeds, heldOut)
  }

  /** Evaluates and reports every member. */
  async evaluate(moment: Moment, population: Population, members: readonly Member[]): Promise<Evaluation[]> {
    const { session, set } = this
    const { stage, step, steps } = moment
    await session.between()
    session.progress(stage, step, steps, 'evaluating')
    const slotOf = members.map(({ slot }) => slot)
    const value = await session.timed(stage, 'evaluate', session.costs.evaluate * members.length, () =>
      evaluate(session.engine, population, set, slotOf),
    )
    session.progress(stage, step, steps)
    this.report(moment, members, value)
    return value
  }

  /** Reports figures of every member, and responses to the first prompts of every seed. */
  report({ stage, step }: Omit<Moment, 'steps'>, members: readonly Member[], evaluations: readonly Evaluation[]): void {
    const { session } = this
    session.points(
      { stage, source: 'evaluation', step },
      members,
      evaluations.map(({ samples: _, ...values }) => values),
    )
    for (const seed of session.seeds) {
      const present = members.flatMap((member, index) =>
        member.seed === seed ? [{ arm: member.arm, evaluation: evaluations[index] as Evaluation }] : [],
      )
      const prompts = present[0]?.evaluation.samples.slice(0, SHOWN_PROMPTS) ?? []
      session.emit({
        kind: 'samples',
        stage,
        step,
        seed,
        samples: prompts.map(({ prompt }, index) => ({
          prompt,
          responses: present.map(({ arm, evaluation }) => {
            const { text, correct, reason, logProbs } = evaluation.samples[index] as ShownSample
            // Shortened because results files and links between threads carry every shown token of every moment.
            return { arm, text, correct, reason, logProbs: allShortened(logProbs) }
          }),
        })),
      })
    }
  }
}
