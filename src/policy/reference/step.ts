import * as tf from '@tensorflow/tfjs'
import { adamWStep } from '../adamw'
import { NORM_EPSILON } from '../constants'
import type { StepSettings, TrainBatch } from '../engine'
import type { PolicyShape } from '../shape'
import type { Part } from '../shell'
import { type Coefficients, type StepData, tokenCoefficients } from './coefficients'
import { sequenceLogits } from './decoder'
import { distribution, divergence, divergenceFrom, pick } from './distribution'
import { packMetrics } from './metrics'
import type { ObjectiveColumns } from './objectives'
import { advantageAtTokens, lossScales, onResponse, pearReach, responseMask } from './positions'
import { uploadOneHot, uploadSlots } from './slots'
import type { Constants } from './tensors'

export interface Gradients {
  /** dL/dθ of each member, `[M, P]`. */
  gradients: tf.Tensor2D
  /** What `readMetrics` reads, `[M, K, 2]`. */
  measured: tf.Tensor3D
}

/**
 * One forward and one backward pass of all members: each member's loss depends on its own parameters alone, so the
 * gradient of the sum of losses is the gradient of each. Nothing is read back.
 *
 * @param flat parameters `[M, P]`
 * @param reference frozen parameters `[M, P]`, where an objective or the KL metric needs them
 * @param watch sees the coefficients before they are disposed, for tests
 */
export function lossAndGradients(
  flat: tf.Tensor2D,
  shape: PolicyShape,
  batch: TrainBatch,
  columns: ObjectiveColumns,
  settings: Pick<StepSettings, 'objectives'>,
  constants: Constants,
  reference?: tf.Tensor2D,
  watch?: (coefficients: Coefficients) => void,
): Gradients {
  const members = flat.shape[0]
  const layout: [number, number, number] = [members, batch.rows, batch.length]
  return tf.tidy(() => {
    const inputs = uploadOneHot(batch.inputs, batch, shape.vocabulary)
    const targets = uploadOneHot(batch.targets, batch, shape.vocabulary)
    const forward = (parameters: tf.Tensor2D): tf.Tensor3D =>
      sequenceLogits(parameters, inputs, batch.length, shape, constants)
    const referencePolicy = reference && distribution(forward(reference))
    const data = uploadTokens(batch, columns, settings)
    const behaviour = columns.hasDistilled ? uploadDistributions(batch, shape.vocabulary) : undefined
    // What −log π's gradient subtracts: the token itself, or all that the behaviour policy might have written.
    const wanted = behaviour ? tf.add(targets, tf.mul(columns.distilled, tf.sub(behaviour, targets))) : targets
    let measured: tf.Tensor3D | undefined

    const objective = tf.customGrad((input, save) => {
      const policy = distribution(input as tf.Tensor3D)
      const logProbs = pick(policy.logProbs, targets).reshape<tf.Tensor3D>(layout)
      const tokens = {
        ...data,
        logProbs,
        ...(behaviour && { divergence: divergenceFrom(behaviour, policy).reshape<tf.Tensor3D>(layout) }),
        ...(referencePolicy && {
          referenceLogProbs: pick(referencePolicy.logProbs, targets).reshape<tf.Tensor3D>(layout),
        }),
      }
      const coefficients = tokenCoefficients(tokens, columns, constants)
      watch?.(coefficients)
      const kl = referencePolicy && divergence(policy, referencePolicy)
      measured = tf.keep(packMetrics(coefficients, logProbs, policy.entropy, kl, data))
      const slope = tf.mul(coefficients.coefficient, data.scale).reshape([members, batch.rows * batch.length, 1])
      ;(save as tf.GradSaveFunc)([policy.probs, slope])
      return {
        value: tf.sum(tf.mul(coefficients.loss, data.scale)),
        // dL/dlogits of Σ c·(−log π(y)) is c·(π − onehot(y)), of Σ c·KL(π_β‖π) c·(π − π_β); the loss is only ever seeded with 1.
        gradFunc: (_: tf.Tensor, saved: tf.Tensor[]) => {
          const [probs, c] = saved as [tf.Tensor, tf.Tensor]
          return tf.mul(tf.sub(probs, wanted), c)
        },
      }
    })
    const gradients = tf.grad((parameters) => objective(forward(parameters as tf.Tensor2D)))(flat) as tf.Tensor2D
    return { gradients, measured: measured as tf.Tensor3D }
  })
}

/** π_β as each member sees it, `[M or 1, B·T, V]`; zeros off the responses. */
function uploadDistributions(batch: TrainBatch, vocabulary: number): tf.Tensor3D {
  const positions = batch.rows * batch.length
  const given = batch.behaviourDistributions ?? new Float32Array()
  const mask = responseMask(batch)
  const kept = given.map((probability, i) => (mask[Math.floor(i / vocabulary)] === 1 ? probability : 0))
  return uploadSlots(kept, batch, [positions, vocabulary]) as tf.Tensor3D
}

function uploadTokens(
  batch: TrainBatch,
  columns: ObjectiveColumns,
  { objectives }: Pick<StepSettings, 'objectives'>,
): StepData {
  const layout = [batch.rows, batch.length]
  const shared = (values: Float32Array): tf.Tensor3D => uploadSlots(values, batch, layout) as tf.Tensor3D
  const own = (values: Float32Array): tf.Tensor3D => tf.tensor3d(values, [objectives.length, batch.rows, batch.length])
  const { scale, share } = lossScales(batch, objectives)
  const data: StepData = { scale: own(scale), share: own(share), mask: shared(responseMask(batch)) }
  if (columns.hasGiven && batch.weights) data.given = shared(onResponse(batch, batch.weights))
  if (columns.hasPear && batch.behaviourLogProbs) {
    const { end, discount } = pearReach(batch, objectives)
    const behaviourLogProbs = shared(onResponse(batch, batch.behaviourLogProbs))
    data.pear = { behaviourLogProbs, end: own(end), discount: own(discount) }
  }
  if (columns.hasGrpo && batch.oldLogProbs && batch.advantages) {
    const oldLogProbs = shared(onResponse(batch, batch.oldLogProbs))
    data.grpo = { oldLogProbs, advantages: shared(advantageAtTokens(batch, batch.advantages)) }
  }
  return data
}

/** Flat parameters and AdamW's moments, `[M, P]` each. */
export type OptimizerState = Record<Part, tf.Tensor2D>

/** ‖g‖₂ of each member: `[M, P]` to `[M, 1]`. */
export function gradientNorms(gradients: tf.Tensor2D): tf.Tensor2D {
  return tf.sqrt(tf.sum(tf.square(gradients), 1, true))
}

/**
 * One step as torch's `clip_grad_norm_` and `AdamW` do it, member by member: gradients scaled by min(1, max/(norm + 1e-6)), then as
 * `adamWStep` of all engines says.
 *
 * @param step counted from 1
 */
export function clippedAdamW(
  state: OptimizerState,
  gradients: tf.Tensor2D,
  norms: tf.Tensor2D,
  { optimizer, rateFactors = [1] }: Pick<StepSettings, 'optimizer' | 'rateFactors'>,
  step: number,
  constants: Constants,
): OptimizerState {
  const { beta1, beta2, maxGradNorm } = optimizer
  const { epsilon, rate, kept } = adamWStep(optimizer, step)
  return tf.tidy(() => {
    const number = (value: number): tf.Tensor2D => tf.tensor2d([value], [1, 1])
    const column = (values: number[]): tf.Tensor2D => tf.tensor2d(values, [values.length, 1])
    const scale = tf.minimum(
      tf.div(constants.scalar(maxGradNorm), tf.add(norms, constants.scalar(NORM_EPSILON))),
      constants.scalar(1),
    )
    const g = tf.mul(gradients, scale)
    const toward = (moment: tf.Tensor2D, value: tf.Tensor, beta: number): tf.Tensor2D =>
      tf.add(moment, tf.mul(tf.sub(value, moment), constants.scalar(1 - beta)))
    const firstMoments = toward(state.firstMoments, g, beta1)
    const secondMoments = toward(state.secondMoments, tf.square(g), beta2)
    const root = tf.add(tf.sqrt(secondMoments), number(epsilon))
    const moved = tf.mul(tf.div(firstMoments, root), column(rateFactors.map(rate)))
    const decayed = tf.mul(state.parameters, column(rateFactors.map(kept)))
    return { parameters: tf.sub<tf.Tensor2D>(decayed, moved), firstMoments, secondMoments }
  })
}
