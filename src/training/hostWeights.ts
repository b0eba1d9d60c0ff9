import { type ArmTraining, compiled, type Negatives, passesOf, type ScorePass } from '../config/armTraining'
import { createRng } from '../core/rng'
import { mean } from '../core/statistics'
import { type FormulaBatch, WeightError } from '../pear/formula'
import { alignToTargets, responseValues } from '../policy/batch'
import type { PolicyEngine, Population, Scores, TokenBatch, TrainBatch } from '../policy/engine'
import { packPairs } from './pairBatch'
import type { OfflinePair } from './pairs'

/** What a member's weighting is computed from where no kernel does it. */
export interface WeightingStep {
  /** Steps done before this one, and of the whole stage. */
  step: number
  steps: number
  rows: readonly OfflinePair[]
  /** What a formula may read of these rows' tokens; without the passes that the weighting did not ask for. */
  batch: FormulaBatch
}

/** What it gives: coefficients of the rows' tokens, of any sign, and what the learning rate is multiplied by (1 where left out). */
export interface HostWeights {
  weights?: readonly (readonly number[])[]
  rateFactor?: number
}

/** A weighting that is computed here and not by a kernel: formulas, moved learning rates, and responses that the verifier refused. */
export interface HostWeighting {
  /** The score passes whose figures it reads: a forward pass a step each. */
  passes: readonly ScorePass[]
  /** Whether the rows include, for each pair that has one, the refused response of the same puzzle. */
  includesRefused: boolean
  at(step: WeightingStep): HostWeights
}

/** The weighting of an arm that leaves something to the host for one seed; undefined where a kernel does everything. */
export function hostWeighting(training: ArmTraining, seed: number): HostWeighting | undefined {
  const { objective, formula, constants, rate, negatives } = training
  const isGiven = objective.weighting.kind === 'given'
  if (!isGiven && !rate) return undefined
  const rng = (step: number) => createRng(seed, 'shuffled-weights', step)
  const weigh = (text: string) => {
    const own = compiled(text)
    return ({ batch, step }: Pick<WeightingStep, 'batch' | 'step'>) => own.weights(batch, constants, rng(step))
  }
  const weights = negatives ? withNegatives(negatives, weigh) : isGiven ? weigh(formula) : undefined
  const rateFactor = rate && ('until' in rate ? stoppedAt(rate.until) : meanOf(weigh(rate.meanOf)))
  return {
    passes: passesOf(training),
    includesRefused: negatives !== undefined,
    at: (step) => ({ ...(weights && { weights: weights(step) }), ...(rateFactor && { rateFactor: rateFactor(step) }) }),
  }
}

type Weigh = (step: WeightingStep) => number[][]

/** A learning rate of 0 after this share of the steps. */
const stoppedAt =
  (share: number) =>
  ({ step, steps }: WeightingStep): number =>
    step < Math.ceil(steps * share) ? 1 : 0

const meanOf =
  (weigh: Weigh) =>
  (step: WeightingStep): number =>
    mean(weigh(step).flat())

/** Weights on accepted responses, and −λ times the weight of refused ones on those (METHOD.md, OPEN: negatives). */
function withNegatives(
  { lambda, refused, accepted, normalise }: Negatives,
  weigh: (text: string) => (step: Pick<WeightingStep, 'batch' | 'step'>) => number[][],
): Weigh {
  const [onAccepted, onRefused] = [weigh(accepted), weigh(refused)]
  return ({ rows, batch, step }) => {
    const isRefused = rows.map((row) => row.isRefused ?? false)
    const part = (which: boolean) => ({ batch: rowsOf(batch, (row) => isRefused[row] === which), step })
    const [right, wrong] = [onAccepted(part(false)), onRefused(part(true))]
    const divisor = normalise ? mean(right.flat()) : 1
    return isRefused.map((isWrong) =>
      isWrong
        ? (wrong.shift() ?? []).map((weight) => (-lambda * weight) / divisor)
        : (right.shift() ?? []).map((weight) => weight / divisor),
    )
  }
}

/** The rows of a batch that are wanted. */
function rowsOf({ lp, lpb, lp0, H, V }: FormulaBatch, isWanted: (row: number) => boolean): FormulaBatch {
  const pick = (rows: FormulaBatch['lp']) => rows.filter((_, row) => isWanted(row))
  return { lp: pick(lp), V, ...(lpb && { lpb: pick(lpb) }), ...(lp0 && { lp0: pick(lp0) }), ...(H && { H: pick(H) }) }
}

/** A weight of a member that is no finite number, or none in float32. */
export class HostWeightError extends Error {
  override readonly name = 'HostWeightError'
  /** @param step the step that would have been taken, from 1 */
  constructor(
    readonly member: number,
    readonly step: number,
    override readonly cause: WeightError,
  ) {
    super(cause.message)
  }
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
  const scores: Partial<Record<ScorePass, Scores>> = {}
  for (const pass of new Set(weightings.flatMap((own) => own?.passes ?? []))) {
    const policy = policies[pass]
    if (!policy) throw new RangeError('A weighting against π₀ needs the frozen policies.')
    scores[pass] = await engine.score(policy, tokens)
  }
  const given = weightings.map((weighting, m) => {
    if (!weighting) return undefined
    const list = slots[ownSlotOf[m] as number] ?? []
    const read = Object.fromEntries(weighting.passes.map((pass) => [pass, scores[pass]]))
    const batch = formulaBatch(read, tokens, m, list, policies.current.shape.vocabulary)
    try {
      const own = weighting.at({ step, steps, rows: list, batch })
      if (own.weights) checkFloat32(own.weights)
      return own
    } catch (error) {
      throw error instanceof WeightError ? new HostWeightError(m, step + 1, error) : error
    }
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

/** Engines count in float32. Throws WeightError for a weight that float64 holds and float32 does not. */
function checkFloat32(weights: readonly (readonly number[])[]): void {
  for (const [response, own] of weights.entries()) {
    const token = own.findIndex((weight) => !Number.isFinite(Math.fround(weight)))
    if (token >= 0) throw new WeightError(response, token, own[token] as number)
  }
}

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

/** What a formula may read of one member's rows, by the passes that were made. */
function formulaBatch(
  { current, initial }: Partial<Record<ScorePass, Scores | undefined>>,
  tokens: TokenBatch,
  member: number,
  rows: readonly OfflinePair[],
  vocabulary: number,
): FormulaBatch {
  const read = (values: Float32Array) => rows.map((_, row) => responseValues(values, tokens, member, row))
  return {
    // Nobody reads these numbers without the pass: they say how long the responses are.
    lp: current ? read(current.logProbs) : rows.map(({ response }) => response.map(() => NaN)),
    lpb: rows.map(({ behaviourLogProbs }) => behaviourLogProbs),
    ...(current && { H: read(current.entropies) }),
    ...(initial && { lp0: read(initial.logProbs) }),
    V: vocabulary,
  }
}
