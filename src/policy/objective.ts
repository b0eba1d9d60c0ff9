import type { PearSettings, PearVariant } from '../pear/weights'

/**
 * What a member minimises. Every objective is a per-token coefficient on −log π(y_t) (METHOD.md, "Other SFT
 * objectives"), chosen per member, so that one loss serves all members of a step.
 */
export type Objective = SftObjective | GrpoObjective

/** A weighted loss on the tokens of offline responses. */
export interface SftObjective {
  kind: 'sft'
  weighting: Weighting
  /** `token`: divided by the number of response tokens in the batch. `sequence`: mean over rows of each row's token mean. */
  reduction: 'token' | 'sequence'
  /** ℓ_t: −log π(y_t), or KL(π_β‖π) of the next-token distributions, which the batch then brings (`behaviourDistributions`). */
  loss: 'nll' | 'kl'
}

/** The coefficient of a token: 1 (SFT), π(y_t) (DFT), PEAR's weight, or the batch's own number (`TrainBatch.weights`). */
export type Weighting =
  | { kind: 'uniform' }
  | { kind: 'probability' }
  | { kind: 'given' }
  | {
      kind: 'pear'
      variant: PearVariant
      settings: PearSettings
      /** Which policy stands above in the ratio: the one in training, or the step's frozen reference. */
      ratio: 'current' | 'initial'
      /** Divide the weights by their mean over the batch. */
      normalise: boolean
    }

/** GRPO and its relatives (METHOD.md, "GRPO"); advantages come with the batch. */
export interface GrpoObjective {
  kind: 'grpo'
  clipLow: number
  clipHigh: number
  /** β of the k3 term. Needs the step's reference unless 0. */
  klBeta: number
  reduction: GrpoReduction
  /** L_max of the `dr_grpo` reduction. */
  maxResponse: number
}

export type GrpoReduction = 'grpo' | 'dapo' | 'dr_grpo'

/** PEAR's weighting, with its settings. */
export type PearWeighting = Extract<Weighting, { kind: 'pear' }>

/** The settings of an objective's weighting where it is PEAR's. */
export function pearOf(objective: Objective): PearWeighting | undefined {
  return objective.kind === 'sft' && objective.weighting.kind === 'pear' ? objective.weighting : undefined
}

/** How many response tokens and rows with a response a batch has, and how many tokens this row has. */
export interface ReductionCounts {
  tokens: number
  rows: number
  count: number
}

/** The factor of a token's loss in the batch's loss (METHOD.md, "PEAR weights" and "GRPO"): rows without response count as no rows. */
export function reductionFactor(objective: Objective, { tokens, rows, count }: ReductionCounts): number {
  switch (objective.reduction) {
    case 'token':
    case 'dapo':
      return 1 / tokens
    case 'sequence':
    case 'grpo':
      return 1 / (rows * count)
    case 'dr_grpo':
      return 1 / (rows * objective.maxResponse)
  }
}
