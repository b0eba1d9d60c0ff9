import { alignToTargets, responseValues } from '../policy/batch'
import type { PolicyEngine, Population, Scores, TokenBatch, TrainBatch } from '../policy/engine'
import { packPairs } from './pairBatch'
import type { OfflinePair } from './pairs'

/** What a member's weighting is computed from where no kernel does it. */
export interface WeightingStep {
  /** Steps done before this one, and of the whole stage. */
  step: number
  steps: number
  /** log π_θ − log π_β of each response's tokens, unclipped; empty unless the weighting asks for scores. */
  logRatios: readonly (readonly number[])[]
  rows: readonly OfflinePair[]
}

/** What it gives: coefficients of the rows' tokens, of any sign, and what the learning rate is multiplied by (1 where left out). */
export interface HostWeights {
  weights?: readonly (readonly number[])[]
  rateFactor?: number
}

/** A weighting that is computed here and not by a kernel: controls, and responses that the verifier refused. */
export interface HostWeighting {
  /**
   * Which policy stands above in the ratio that it reads, the one in training or the frozen π₀: a forward pass a step. Left out where
   * it reads none.
   */
  ratio?: 'current' | 'initial'
  /** Whether the rows include, for each pair that has one, the refused response of the same puzzle. */
  includesRefused: boolean
  at(step: WeightingStep): HostWeights
}

/** A step's batch with the members' own weights. */
export interface WeightedBatch {
  batch: TrainBatch
  rateFactors?: number[]
}

/**
 * Packs a step for members of which some have weightings of their own. Those get slots of their own behind the shared ones, with the
 * rows that they learn from; the others read the shared slots as if nobody else were there.
 *
 * @param rows one list of rows for each shared slot
 * @param weightings `[M]`
 * @param policies what stands above in the ratios: the members in training, and the frozen ones where a weighting reads those
 */
export async function packWeighted(
  engine: PolicyEngine,
  policies: { current: Population; initial?: Population | undefined },
  weightings: readonly (HostWeighting | undefined)[],
  { step, steps }: Pick<WeightingStep, 'step' | 'steps'>,
  rows: readonly (readonly OfflinePair[])[],
  slotOf: readonly number[],
  length: number,
): Promise<WeightedBatch> {
  const slots = rows.map((list) => [...list])
  const ownSlotOf = weightings.map((weighting, m) => {
    const shared = slotOf[m] as number
    if (!weighting) return shared
    const own = rows[shared] ?? []
    return slots.push(weighting.includesRefused ? withRefused(own) : [...own]) - 1
  })
  const tokens = packPairs(slots, length, ownSlotOf, policies.current.shape.vocabulary)
  const scores: Partial<Record<'current' | 'initial', Scores>> = {}
  for (const ratio of ratiosOf(weightings)) {
    const policy = policies[ratio]
    if (!policy) throw new RangeError('A weighting against π₀ needs the frozen policies.')
    scores[ratio] = await engine.score(policy, tokens)
  }
  const given = weightings.map((weighting, m) => {
    const list = slots[ownSlotOf[m] as number] ?? []
    const own = weighting?.ratio && scores[weighting.ratio]
    const logRatios = own ? logRatiosOf(own, tokens, m, list) : []
    return weighting?.at({ step, steps, logRatios, rows: list })
  })
  const weights = slots.map((list) => list.map((row): readonly number[] => row.response.map(() => 0)))
  given.forEach((own, m) => {
    if (own?.weights) weights[ownSlotOf[m] as number] = [...own.weights]
  })
  return {
    batch: { ...tokens, weights: alignToTargets(tokens, weights) },
    rateFactors: given.map((own) => own?.rateFactor ?? 1),
  }
}

/** The policies whose ratios are read: a forward pass each. */
export const ratiosOf = (weightings: readonly (HostWeighting | undefined)[]): ('current' | 'initial')[] => [
  ...new Set(weightings.flatMap((own) => own?.ratio ?? [])),
]

/** The rows, and after them each pair's refused response, or an empty one: as many rows in every step, so that a pass fits all. */
function withRefused(rows: readonly OfflinePair[]): OfflinePair[] {
  return [
    ...rows,
    ...rows.map(({ prompt, refused }) => ({
      ...(refused ?? { prompt, response: [], behaviourLogProbs: [] }),
      isRefused: true,
    })),
  ]
}

function logRatiosOf(scores: Scores, batch: TokenBatch, member: number, rows: readonly OfflinePair[]): number[][] {
  return rows.map(({ behaviourLogProbs }, row) =>
    responseValues(scores.logProbs, batch, member, row).map((value, t) => value - (behaviourLogProbs[t] as number)),
  )
}
