import { exp } from '../../core/elementary'
import { clip, rawLogWeights } from '../../pear/weights'
import { clippedShares } from '../../pear/diagnostics'
import { LARGEST_LOG, SMALLEST_MEAN_WEIGHT } from '../constants'
import type { TrainBatch } from '../engine'
import type { Channel } from '../metrics'
import {
  type GrpoObjective,
  type Objective,
  type PearWeighting,
  reductionFactor,
  type SftObjective,
} from '../objective'
import { type PackedRows, pick } from './packing'

/*
 * What an objective makes of the R response tokens of a member's slot: the coefficient of each −log π(y_t), `[R]`, and what is
 * measured of them.
 */

const LOG_BOUNDS = [-LARGEST_LOG, LARGEST_LOG] as const

/** What a member's policy makes of a slot's R predicted tokens, `[R]` each. */
export interface TokenValues {
  /** log π_θ(y_t), now. */
  logProbs: Float32Array
  /** log π_ref(y_t), where the step has a reference. */
  referenceLogProbs?: Float32Array
  /** KL(π_β‖π_θ), where that is the loss. */
  divergence?: Float32Array
}

/** The coefficient of every token's −log π(y_t) in the member's loss, its reduction included, and what is summed or averaged of it. */
export interface Coefficients {
  /** `[R]` */
  coefficients: Float32Array
  channels: Partial<Record<Channel, number>>
}

/** The coefficients of a member's objective (METHOD.md, "PEAR weights", "Other SFT objectives", "GRPO"). */
export function coefficientsOf(
  objective: Objective,
  batch: TrainBatch,
  rows: PackedRows,
  values: TokenValues,
): Coefficients {
  const terms =
    objective.kind === 'sft' ? sftTerms(objective, batch, rows, values) : grpoTerms(objective, batch, rows, values)
  const tokens = rows.sources.length
  const coefficients = new Float32Array(tokens)
  let loss = 0
  for (const { from, count } of rows.spans) {
    const factor = reductionFactor(objective, { tokens, rows: rows.spans.length, count })
    for (let i = from; i < from + count; i++) {
      coefficients[i] = factor * (terms.coefficients[i] as number)
      loss += factor * (terms.losses[i] as number)
    }
  }
  return { coefficients, channels: { ...terms.channels, loss } }
}

/** One number a token each, before the reduction. */
interface Terms {
  /** −∂ℓ_t/∂log π(y_t) */
  coefficients: ArrayLike<number>
  /** ℓ_t */
  losses: ArrayLike<number>
  channels: Partial<Record<Channel, number>>
}

/** The mean over response tokens; 0 where there are none. */
export const meanOf = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

function sftTerms({ weighting, loss }: SftObjective, batch: TrainBatch, rows: PackedRows, values: TokenValues): Terms {
  const { logProbs, divergence } = values
  const plain = (): ArrayLike<number> => {
    if (weighting.kind === 'probability') return logProbs.map(exp)
    if (weighting.kind === 'given' && batch.weights) return pick(rows, batch.weights)
    return new Float32Array(logProbs.length).fill(1)
  }
  const { weights, channels } =
    weighting.kind === 'pear' ? pearWeights(weighting, batch, rows, values) : { weights: plain(), channels: {} }
  const all = Array.from(weights)
  return {
    coefficients: all,
    losses: all.map(
      (weight, i) => weight * (loss === 'kl' && divergence ? (divergence[i] as number) : -(logProbs[i] as number)),
    ),
    channels: { ...channels, weight: meanOf(all), weightSquared: meanOf(all.map((weight) => weight * weight)) },
  }
}

/** Ĝ_t of every token, and how much was clipped. */
function pearWeights(
  { variant, settings, ratio, normalise }: PearWeighting,
  { behaviourLogProbs = new Float32Array() }: TrainBatch,
  rows: PackedRows,
  { logProbs, referenceLogProbs = logProbs }: TokenValues,
): { weights: number[]; channels: Terms['channels'] } {
  const numerators = ratio === 'initial' ? referenceLogProbs : logProbs
  const behaviour = pick(rows, behaviourLogProbs)
  const ratios = Array.from(numerators, (logProb, i) => logProb - (behaviour[i] as number))
  const logG = rows.spans.flatMap(({ from, count }) =>
    rawLogWeights(ratios.slice(from, from + count), variant, settings),
  )
  const raised = logG.map((value) => exp(clip(value, settings.clipLogG)))
  const mean = normalise ? Math.max(meanOf(raised), SMALLEST_MEAN_WEIGHT) : 1
  const [delta, whole] = [clippedShares(ratios, settings.clipDelta), clippedShares(logG, settings.clipLogG)]
  return {
    weights: raised.map((weight) => weight / mean),
    channels: {
      deltaClippedLow: delta.low,
      deltaClippedHigh: delta.high,
      logGClippedLow: whole.low,
      logGClippedHigh: whole.high,
    },
  }
}

/** ℓ_t and −∂ℓ_t/∂log π of GRPO: the gradient passes where ρ·A is the smaller branch. */
function grpoTerms(
  { clipLow, clipHigh, klBeta }: GrpoObjective,
  { oldLogProbs = new Float32Array(), advantages = new Float32Array() }: TrainBatch,
  rows: PackedRows,
  { logProbs, referenceLogProbs = logProbs }: TokenValues,
): Terms {
  const old = pick(rows, oldLogProbs)
  const range = [1 - clipLow, 1 + clipHigh] as const
  const each = rows.spans.flatMap(({ row, from, count }) =>
    Array.from({ length: count }, (_, t) => {
      const [now, before, reference] = [logProbs, old, referenceLogProbs].map((all) => all[from + t] as number) as [
        number,
        number,
        number,
      ]
      const advantage = advantages[row] as number
      const ratio = exp(clip(now - before, LOG_BOUNDS))
      const [free, held] = [ratio * advantage, clip(ratio, range) * advantage]
      const open = free <= held
      const gap = clip(reference - now, LOG_BOUNDS)
      const surplus = exp(gap) - 1
      return {
        coefficient: (open ? free : 0) + klBeta * surplus,
        loss: klBeta * (surplus - gap) - Math.min(free, held),
        clippedLow: Number(!open && ratio < range[0]),
        clippedHigh: Number(!open && ratio > range[1]),
        mismatch: Math.abs(now - before),
      }
    }),
  )
  return {
    coefficients: each.map(({ coefficient }) => coefficient),
    losses: each.map(({ loss }) => loss),
    channels: {
      ratioClippedLow: meanOf(each.map(({ clippedLow }) => clippedLow)),
      ratioClippedHigh: meanOf(each.map(({ clippedHigh }) => clippedHigh)),
      mismatch: meanOf(each.map(({ mismatch }) => mismatch)),
      mismatchMax: each.reduce((most, { mismatch }) => Math.max(most, mismatch), 0),
    },
  }
}
