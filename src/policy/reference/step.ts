import * as tf from '@tensorflow/tfjs'
import type { StepSettings, TrainBatch } from '../engine'
import type { PolicyShape } from '../shape'
import { type Coefficients, type StepData, tokenCoefficients } from './coefficients'
import type { Constants } from './constants'
import { sequenceLogits } from './decoder'
import { distribution, divergence, divergenceFrom, pick } from './distribution'
import { packMetrics } from './metrics'
import type { ObjectiveColumns } from './objectives'
import { advantageAtTokens, lossScales, onResponse, pearReach, responseMask } from './positions'
import { uploadOneHot, uploadSlots } from './slots'

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
