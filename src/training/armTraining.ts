import { createRng } from '../core/rng'
import { meanWeight, positionMeans, shuffledWeights } from '../pear/controls'
import { negativeWeights, type PearVariant, pearWeights } from '../pear/weights'
import type { Objective, Weighting } from '../policy/objective'
import type { HostWeighting, WeightingStep } from './hostWeights'
import { type ArmId, kindOf } from '../config/armId'
import { pearSettings, type ExperimentConfig, weightingOf } from '../config/config'

/** The share of the steps after which SFT that is stopped early leaves its policy as it is. */
const EARLY_SHARE = 1 / 3

/** How an arm is trained in SFT. */
export interface ArmTraining {
  /** What it minimises. */
  objective: Objective
  /** Its weights or learning rate, where no kernel computes them. */
  weighting?: HostWeighting
}

/** How an arm is trained in SFT for one seed; undefined for the arm that skips SFT. */
export function sftTraining(arm: ArmId, config: ExperimentConfig, seed: number): ArmTraining | undefined {
  const { reduction, loss } = config.sft
  const objective = (weighting: Weighting): Objective => ({ kind: 'sft', weighting, reduction, loss })
  const given = objective({ kind: 'given' })
  const uniform = objective({ kind: 'uniform' })
  const pear = weightingOf(config, arm)
  const kind = kindOf(arm)
  switch (kind) {
    case 'none':
      return undefined
    case 'sft':
      return { objective: uniform }
    case 'early':
      return { objective: uniform, weighting: stoppedEarly }
    case 'dft':
      return { objective: objective({ kind: 'probability' }) }
    case 'token':
    case 'block':
    case 'sequence':
      return pear.negatives > 0
        ? { objective: given, weighting: withNegatives(kind, pear) }
        : { objective: objective(pearWeighting(kind, pear, pear.normalise)) }
    case 'normalised':
      return { objective: objective(pearWeighting('token', pear, true)) }
    case 'shuffled':
      return {
        objective: given,
        weighting: fromTokenWeights(pear, (weights, step) => ({
          weights: shuffledWeights(weights, createRng(seed, 'shuffled-weights', step)),
        })),
      }
    case 'position':
      return {
        objective: given,
        weighting: fromTokenWeights(pear, (weights) => ({ weights: positionMeans(weights) })),
      }
    case 'scaled':
      return {
        objective: uniform,
        weighting: fromTokenWeights(pear, (weights) => ({ rateFactor: meanWeight(weights) })),
      }
  }
}

type Pear = ExperimentConfig['pear']

function pearWeighting(variant: PearVariant, pear: Pear, normalise: boolean): Weighting {
  return { kind: 'pear', variant, settings: pearSettings(pear), ratio: pear.ratio, normalise }
}

const stoppedEarly: HostWeighting = {
  includesRefused: false,
  at: ({ step, steps }) => ({ rateFactor: step < Math.ceil(steps * EARLY_SHARE) ? 1 : 0 }),
}

/** A control made of the weights that PEAR (token) would give the policy now. */
function fromTokenWeights(
  pear: Pear,
  make: (weights: number[][], step: number) => ReturnType<HostWeighting['at']>,
): HostWeighting {
  const settings = pearSettings(pear)
  return {
    ratio: pear.ratio,
    includesRefused: false,
    at: ({ logRatios, step }) =>
      make(
        logRatios.map((own) => pearWeights(own, 'token', settings)),
        step,
      ),
  }
}

/** PEAR on accepted responses, and −λ times the sequence weight on those that the verifier refused. */
function withNegatives(variant: PearVariant, pear: Pear): HostWeighting {
  const settings = pearSettings(pear)
  const { negatives, normalise } = pear
  return {
    ratio: pear.ratio,
    includesRefused: true,
    at: ({ logRatios, rows }: WeightingStep) => {
      const accepted = logRatios.filter((_, row) => !rows[row]?.isRefused)
      const divisor = normalise ? meanWeight(accepted.map((own) => pearWeights(own, variant, settings))) : 1
      const weights = logRatios.map((own, row) =>
        rows[row]?.isRefused ? negativeWeights(own, negatives, settings) : pearWeights(own, variant, settings),
      )
      return { weights: weights.map((own) => own.map((weight) => weight / divisor)) }
    },
  }
}
