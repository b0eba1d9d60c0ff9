import { adamWStep } from '../adamw'
import { NORM_EPSILON } from '../constants'
import type { OptimizerSettings, StepMetrics, TrainBatch } from '../engine'
import { stepMetrics } from '../metrics'
import type { Objective } from '../objective'
import { parameterCount } from '../shape'
import type { Part } from '../shell'
import { backward } from './backward'
import { coefficientsOf, meanOf } from './coefficients'
import type { Decoder, HeadTrace } from './decoder'
import type { Pointer } from './kernels'
import { type PackedRows, pick } from './packing'
import { weightsAt } from './weights'

/*
 * An optimizer step of one member, and what scoring shares with it.
 */

/** Where one member's parameters and moments are, `[P]` each. */
export type MemberPlaces = Record<Part, Pointer>

/** What one member's step needs. */
export interface MemberStep {
  member: MemberPlaces
  /** The frozen parameters of its reference. */
  reference?: Pointer
  objective: Objective
  batch: TrainBatch
  rows: PackedRows
  optimizer: OptimizerSettings
  rateFactor: number
  /** Steps taken before this one. */
  stepsTaken: number
}

/** One optimizer step of one member: forward, coefficients, backward, clip, AdamW. */
export function stepMember(decoder: Decoder, step: MemberStep): StepMetrics {
  const { space, shape, kernels } = decoder
  const { member, objective, batch, rows, reference } = step
  const size = parameterCount(shape)
  const frozen = reference === undefined ? undefined : referenceOf(decoder, reference, rows)
  const weights = weightsAt(member.parameters, shape)
  const trace = decoder.forward(weights, rows)
  const head = decoder.head(weights, trace, rows)
  const kl = frozen && divergenceOf(decoder, head, frozen.logProbs)
  const behaviour = distils(objective) ? putBehaviour(decoder, batch, rows) : 0
  const divergence = room(decoder, 'divergence', head.count)
  if (behaviour !== 0) kernels.divergenceFrom(behaviour, head.logProbs, head.count, shape.vocabulary, divergence)
  const { logProbs, entropies } = tokensOf(decoder, head)
  const { coefficients, channels } = coefficientsOf(objective, batch, rows, {
    logProbs,
    ...(frozen && { referenceLogProbs: frozen.chosen }),
    ...(behaviour !== 0 && { divergence: space.floats(divergence, head.count).slice() }),
  })
  const slopes = space.put('coefficients', coefficients)
  kernels.logitGradient(head.logProbs, head.targets, behaviour, slopes, head.count, shape.vocabulary)
  const gradient = space.room('gradient', size)
  backward(decoder, weights, trace, head, weightsAt(gradient, shape))
  const norm = Math.sqrt(kernels.sumOfProducts(gradient, gradient, size))
  update(decoder, step, gradient, norm)
  const means = { ...channels, nll: -meanOf(logProbs), entropy: meanOf(entropies), ...(kl && { kl: meanOf(kl) }) }
  return stepMetrics(objective, frozen !== undefined, norm, (channel) => means[channel] ?? NaN)
}

/** One step as torch's `clip_grad_norm_` and `AdamW` do it. */
function update({ kernels, shape }: Decoder, step: MemberStep, gradient: Pointer, norm: number): void {
  const { beta1, beta2, maxGradNorm } = step.optimizer
  const { parameters, firstMoments, secondMoments } = step.member
  const { epsilon, rate, kept } = adamWStep(step.optimizer, step.stepsTaken + 1)
  kernels.adamw(
    parameters,
    gradient,
    firstMoments,
    secondMoments,
    parameterCount(shape),
    Math.min(maxGradNorm / (norm + NORM_EPSILON), 1),
    beta1,
    beta2,
    rate(step.rateFactor),
    epsilon,
    kept(step.rateFactor),
  )
}

const room = ({ space }: Decoder, name: string, count: number): Pointer => space.room(name, count)

const distils = (objective: Objective): boolean => objective.kind === 'sft' && objective.loss === 'kl'

/** π_β where tokens are predicted, `[R, V]`. */
function putBehaviour({ space, shape }: Decoder, batch: TrainBatch, rows: PackedRows): Pointer {
  return space.put('behaviour', pick(rows, batch.behaviourDistributions ?? new Float32Array(), shape.vocabulary))
}

/** log π_ref of all tokens, which stays where it is, and of the targets. */
export function referenceOf(
  decoder: Decoder,
  parameters: Pointer,
  rows: PackedRows,
): { logProbs: Pointer; chosen: Float32Array } {
  const { kernels, space, shape } = decoder
  const weights = weightsAt(parameters, shape)
  const head = decoder.head(weights, decoder.forward(weights, rows), rows)
  const logProbs = space.room('reference log-probs', head.count * shape.vocabulary)
  kernels.copy(head.logProbs, logProbs, head.count * shape.vocabulary)
  return { logProbs, chosen: tokensOf(decoder, head).logProbs }
}

/** Exact KL(π‖π_ref) where tokens are predicted, `[R]`. */
export function divergenceOf({ kernels, space, shape }: Decoder, head: HeadTrace, reference: Pointer): Float32Array {
  const out = space.room('kl', head.count)
  kernels.divergence(head.logProbs, reference, head.count, shape.vocabulary, out)
  return space.floats(out, head.count).slice()
}

/** log π(target) and entropy where tokens are predicted, `[R]` each. */
export function tokensOf({ space }: Decoder, head: HeadTrace): { logProbs: Float32Array; entropies: Float32Array } {
  const pairs = space.floats(head.tokens, 2 * head.count)
  const every = (shift: number): Float32Array =>
    Float32Array.from({ length: head.count }, (_, i) => pairs[2 * i + shift] as number)
  return { logProbs: every(0), entropies: every(1) }
}
