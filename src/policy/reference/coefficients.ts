import * as tf from '@tensorflow/tfjs'
import { LARGEST_LOG, SMALLEST_MEAN_WEIGHT } from '../constants'
import type { ObjectiveColumns } from './objectives'
import type { Constants } from './tensors'

/** What the coefficients of a step are computed from; `[M, B, T]`, or `[1, B, T]` where members share it. */
export interface TokenInputs {
  /** log π_θ(y_t), now. */
  logProbs: tf.Tensor3D
  /** log π_ref(y_t); needed for a KL term and for ratios against the initial policy. */
  referenceLogProbs?: tf.Tensor3D
  /** KL(π_β‖π_θ), where the batch brings π_β. */
  divergence?: tf.Tensor3D
  mask: tf.Tensor3D
  /** 1 / tokens on the response. */
  share: tf.Tensor3D
  /** The batch's own coefficients, 0 off the response. */
  given?: tf.Tensor3D
  pear?: { behaviourLogProbs: tf.Tensor3D; end: tf.Tensor3D; discount: tf.Tensor3D }
  grpo?: { oldLogProbs: tf.Tensor3D; advantages: tf.Tensor3D }
}

/** A step's arrays on the device. */
export type StepData = Omit<TokenInputs, 'logProbs' | 'referenceLogProbs' | 'divergence'> & {
  /** What the reduction multiplies a token's loss with. */
  scale: tf.Tensor3D
}

/** The three quantities every objective comes down to, and what is measured on the way; `[M, B, T]`. */
export interface Coefficients {
  /** −∂ℓ/∂log π(y_t), before the reduction: the coefficient on −log π's gradient. */
  coefficient: tf.Tensor3D
  /** ℓ_t. */
  loss: tf.Tensor3D
  /** Ĝ_t, 0 for GRPO. */
  weight: tf.Tensor3D
  measured: Partial<Record<Measured, tf.Tensor3D>>
}

export type Measured =
  | 'deltaClippedLow'
  | 'deltaClippedHigh'
  | 'logGClippedLow'
  | 'logGClippedHigh'
  | 'ratioClippedLow'
  | 'ratioClippedHigh'
  | 'mismatch'

/** Coefficients of all members at once (METHOD.md): each member's switches leave exactly one of the terms. */
export function tokenCoefficients(inputs: TokenInputs, columns: ObjectiveColumns, constants: Constants): Coefficients {
  const { logProbs } = inputs
  const { divergence } = inputs
  const nll = tf.neg(logProbs)
  const tokenLoss = divergence ? tf.add(nll, tf.mul(columns.distilled, tf.sub(divergence, nll))) : nll
  const fixed = inputs.given ? tf.add(columns.uniform, tf.mul(columns.given, inputs.given)) : columns.uniform
  const plain = tf.add(fixed, tf.mul(columns.probability, tf.exp(logProbs)))
  const pear = inputs.pear && pearWeights(inputs, inputs.pear, columns, constants)
  const weight = pear ? tf.add(plain, tf.mul(columns.pear, pear.weight)) : plain
  const weighted = tf.mul(weight, tokenLoss)
  const grpo = inputs.grpo && grpoTerms(inputs, inputs.grpo, columns, constants)
  return {
    coefficient: (grpo ? tf.add(weight, tf.mul(columns.grpo, grpo.coefficient)) : weight) as tf.Tensor3D,
    loss: (grpo ? tf.add(weighted, tf.mul(columns.grpo, grpo.loss)) : weighted) as tf.Tensor3D,
    weight: weight as tf.Tensor3D,
    measured: { ...pear?.measured, ...grpo?.measured },
  }
}

/** Ĝ_t (METHOD.md, "PEAR weights"); the sums over later tokens are one product with a 0/1 matrix a row. */
function pearWeights(
  { logProbs, referenceLogProbs, mask, share }: TokenInputs,
  { behaviourLogProbs, end, discount }: NonNullable<TokenInputs['pear']>,
  columns: ObjectiveColumns,
  constants: Constants,
): { weight: tf.Tensor; measured: Coefficients['measured'] } {
  const [members, rows, length] = logProbs.shape
  const numerator =
    columns.hasInitial && referenceLogProbs
      ? tf.add(logProbs, tf.mul(columns.initialRatio, tf.sub(referenceLogProbs, logProbs)))
      : logProbs
  const raw = tf.sub(numerator, behaviourLogProbs)
  const delta = tf.mul(tf.minimum(tf.maximum(raw, columns.deltaLow), columns.deltaHigh), mask)
  const later = tf.greater(constants.iota(length), end.reshape([members * rows, length, 1])).toFloat()
  const sums = tf.matMul(delta.reshape([members * rows, 1, length]), later, false, true)
  const logG = tf.add(sums.reshape(logProbs.shape), discount)
  const clipped = tf.minimum(tf.maximum(logG, columns.logGLow), columns.logGHigh)
  const raised = tf.exp(clipped)
  return {
    weight: columns.hasNormalised ? withMeanOne(raised, share, columns, constants) : raised,
    measured: {
      deltaClippedLow: tf.less(raw, columns.deltaLow).toFloat() as tf.Tensor3D,
      deltaClippedHigh: tf.greater(raw, columns.deltaHigh).toFloat() as tf.Tensor3D,
      logGClippedLow: tf.less(logG, columns.logGLow).toFloat() as tf.Tensor3D,
      logGClippedHigh: tf.greater(logG, columns.logGHigh).toFloat() as tf.Tensor3D,
    },
  }
}

/** Divides the weights of members that ask for it by their mean over the batch's response tokens. */
function withMeanOne(
  weight: tf.Tensor,
  share: tf.Tensor3D,
  columns: ObjectiveColumns,
  constants: Constants,
): tf.Tensor {
  const mean = tf.sum(tf.mul(weight, share), [1, 2], true)
  // 1 + on·(mean − 1) is the mean for members that normalise and exactly 1 for others; a batch without tokens has mean 0.
  const one = constants.scalar(1)
  const divisor = tf.add(one, tf.mul(columns.normalised, tf.sub(mean, one)))
  return tf.div(weight, tf.maximum(divisor, constants.scalar(SMALLEST_MEAN_WEIGHT)))
}

/** ℓ_t and −∂ℓ_t/∂log π of GRPO (METHOD.md, "GRPO"): the gradient passes where ρ·A is the smaller branch. */
function grpoTerms(
  { logProbs, referenceLogProbs }: TokenInputs,
  { oldLogProbs, advantages }: NonNullable<TokenInputs['grpo']>,
  columns: ObjectiveColumns,
  constants: Constants,
): { coefficient: tf.Tensor; loss: tf.Tensor; measured: Coefficients['measured'] } {
  const bounded = (x: tf.Tensor): tf.Tensor => tf.clipByValue(x, -LARGEST_LOG, LARGEST_LOG)
  const logRatio = tf.sub(logProbs, oldLogProbs)
  const ratio = tf.exp(bounded(logRatio))
  const free = tf.mul(ratio, advantages)
  const held = tf.mul(tf.minimum(tf.maximum(ratio, columns.ratioLow), columns.ratioHigh), advantages)
  const open = tf.lessEqual(free, held).toFloat()
  const stopped = tf.sub(constants.scalar(1), open)
  let coefficient = tf.mul(free, open)
  let loss = tf.neg(tf.minimum(free, held))
  if (referenceLogProbs) {
    const gap = bounded(tf.sub(referenceLogProbs, logProbs))
    const surplus = tf.sub(tf.exp(gap), constants.scalar(1))
    coefficient = tf.add(coefficient, tf.mul(columns.klBeta, surplus))
    loss = tf.add(loss, tf.mul(columns.klBeta, tf.sub(surplus, gap)))
  }
  return {
    coefficient,
    loss,
    measured: {
      ratioClippedLow: tf.mul<tf.Tensor3D>(stopped, tf.less(ratio, columns.ratioLow).toFloat()),
      ratioClippedHigh: tf.mul<tf.Tensor3D>(stopped, tf.greater(ratio, columns.ratioHigh).toFloat()),
      mismatch: tf.abs(logRatio) as tf.Tensor3D,
    },
  }
}
