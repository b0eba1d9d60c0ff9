import * as tf from '@tensorflow/tfjs'
import { type Objective, pearOf, type Weighting } from '../objective'

/** Every member's settings as columns `[M, 1, 1]`; switches are 0 or 1, so that a product selects exactly. */
export interface ObjectiveColumns {
  hasPear: boolean
  hasGrpo: boolean
  hasNormalised: boolean
  hasInitial: boolean
  hasGiven: boolean
  hasDistilled: boolean
  uniform: tf.Tensor3D
  probability: tf.Tensor3D
  given: tf.Tensor3D
  /** Whether the loss is KL to the behaviour policy. */
  distilled: tf.Tensor3D
  pear: tf.Tensor3D
  grpo: tf.Tensor3D
  initialRatio: tf.Tensor3D
  normalised: tf.Tensor3D
  deltaLow: tf.Tensor3D
  deltaHigh: tf.Tensor3D
  logGLow: tf.Tensor3D
  logGHigh: tf.Tensor3D
  /** 1 − ε_low and 1 + ε_high. */
  ratioLow: tf.Tensor3D
  ratioHigh: tf.Tensor3D
  klBeta: tf.Tensor3D
}

const distils = (objective: Objective): boolean => objective.kind === 'sft' && objective.loss === 'kl'

/** Uploads the settings of all members. */
export function objectiveColumns(objectives: readonly Objective[]): ObjectiveColumns {
  const column = (value: (objective: Objective) => number | boolean): tf.Tensor3D =>
    tf.tensor3d(
      objectives.map((objective) => Number(value(objective))),
      [objectives.length, 1, 1],
    )
  const weighted = (kind: Weighting['kind']) =>
    column((objective) => objective.kind === 'sft' && objective.weighting.kind === kind)
  const grpo = (value: (objective: Extract<Objective, { kind: 'grpo' }>) => number) =>
    column((objective) => (objective.kind === 'grpo' ? value(objective) : 0))
  const pears = objectives.map(pearOf)
  return {
    hasPear: pears.some((pear) => pear !== undefined),
    hasGrpo: objectives.some(({ kind }) => kind === 'grpo'),
    hasNormalised: pears.some((pear) => pear?.normalise),
    hasInitial: pears.some((pear) => pear?.ratio === 'initial'),
    hasGiven: objectives.some((objective) => objective.kind === 'sft' && objective.weighting.kind === 'given'),
    hasDistilled: objectives.some(distils),
    uniform: weighted('uniform'),
    probability: weighted('probability'),
    given: weighted('given'),
    distilled: column(distils),
    pear: weighted('pear'),
    grpo: column(({ kind }) => kind === 'grpo'),
    initialRatio: column((objective) => pearOf(objective)?.ratio === 'initial'),
    normalised: column((objective) => pearOf(objective)?.normalise ?? false),
    deltaLow: column((objective) => pearOf(objective)?.settings.clipDelta[0] ?? 0),
    deltaHigh: column((objective) => pearOf(objective)?.settings.clipDelta[1] ?? 0),
    logGLow: column((objective) => pearOf(objective)?.settings.clipLogG[0] ?? 0),
    logGHigh: column((objective) => pearOf(objective)?.settings.clipLogG[1] ?? 0),
    ratioLow: grpo(({ clipLow }) => 1 - clipLow),
    ratioHigh: grpo(({ clipHigh }) => 1 + clipHigh),
    klBeta: grpo(({ klBeta }) => klBeta),
  }
}
