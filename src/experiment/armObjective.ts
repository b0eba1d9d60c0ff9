import { createRng } from '../core/rng'
import { meanWeight, positionMeans, shuffledWeights } from '../pear/controls'
import { negativeWeights, type PearVariant, pearWeights } from '../pear/weights'
import type { Objective, Weighting } from '../policy/objective'
import type { HostWeighting, WeightingStep } from '../stages/hostWeights'
import type { ArmId } from './arms'
import { pearSettings, type ExperimentConfig } from './config'

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
  switch (arm) {
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
      return config.pear.negatives > 0
        ? { objective: given, weighting: withNegatives(arm, config) }
        : { objective: objective(pearWeighting(arm, config, config.pear.normalise)) }
    case 'normalised':
      return { objective: objective(pearWeighting('token', config, true)) }
    case 'shuffled':
      return {
        objective: given,
        weighting: fromTokenWeights(config, (weights, step) => ({
          weights: shuffledWeights(weights, createRng(seed, 'shuffled-weights', step)),
        })),
      }
    case 'position':
      return {
        objective: given,
        weighting: fromTokenWeights(config, (weights) => ({ weights: positionMeans(weights) })),
      }
    case 'scaled':
      return {
        objective: uniform,
        weighting: fromTokenWeights(config, (weights) => ({ rateFactor: meanWeight(weights) })),
      }
  }
}

function pearWeighting(variant: PearVariant, config: ExperimentConfig, normalise: boolean): Weighting {
  return { kind: 'pear', variant, settings: pearSettings(config), ratio: config.pear.ratio, normalise }
}

const stoppedEarly: HostWeighting = {
  needsRatios: false,
  includesRefused: false,
  at: ({ step, steps }) => ({ rateFactor: step < Math.ceil(steps * EARLY_SHARE) ? 1 : 0 }),
}

/** A control made of the weights that PEAR (token) would give the policy now. */
function fromTokenWeights(
  config: ExperimentConfig,
  make: (weights: number[][], step: number) => ReturnType<HostWeighting['at']>,
): HostWeighting {
  const settings = pearSettings(config)
  return {
    needsRatios: true,
    includesRefused: false,
    at: ({ logRatios, step }) =>
      make(
        logRatios.map((own) => pearWeights(own, 'token', settings)),
        step,
      ),
  }
}

/** PEAR on accepted responses, and −λ times the sequence weight on those that the verifier refused. */
function withNegatives(variant: PearVariant, config: ExperimentConfig): HostWeighting {
  const settings = pearSettings(config)
  const { negatives, normalise } = config.pear
  return {
    needsRatios: true,
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
