import type { StepMetrics, TrainBatch } from '../../../src/policy/engine'
import type { GrpoObjective, Objective, SftObjective } from '../../../src/policy/objective'
import { clip, rawLogWeights } from '../../../src/pear/weights'

/** What a policy says of every position of one member's batch, `[B, T]` each. */
export interface TokenValues {
  logProbs: readonly number[]
  entropies: readonly number[]
  kl: readonly number[]
}

/** What the method says of one member's step. */
export interface MemberStep {
  /** `[B, T]` */
  coefficients: number[]
  metrics: Omit<StepMetrics, 'gradNorm'>
}

interface TokenTerms {
  position: number
  scale: number
  coefficient: number
  loss: number
  weight: number
  /** Below and above: δ, log G, ratio. */
  clipped: readonly number[]
  mismatch: number
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)

/** METHOD.md's objectives and metrics of one member as plain loops over its response tokens. */
export function memberStep(
  batch: TrainBatch,
  member: number,
  objective: Objective,
  policy: TokenValues,
  reference?: TokenValues,
): MemberStep {
  const { rows, length, firsts, counts } = batch
  const slot = batch.slotOf[member] ?? 0
  const countOf = (row: number): number => counts[slot * rows + row] ?? 0
  const all = Array.from({ length: rows }, (_, row) => row)
  const tokens = sum(all.map(countOf))
  const filled = all.filter((row) => countOf(row) > 0).length
  const terms = all.flatMap((row) => {
    const count = countOf(row)
    const start = row * length + (firsts[slot * rows + row] ?? 0)
    const places = Array.from({ length: count }, (_, t) => start + t)
    const offline = (values?: Float32Array) => places.map((place) => values?.[slot * rows * length + place] ?? 0)
    const pick = (values?: TokenValues) => places.map((place) => values?.logProbs[place] ?? 0)
    const row0 =
      objective.kind === 'grpo'
        ? grpoTerms(
            objective,
            pick(policy),
            offline(batch.oldLogProbs),
            batch.advantages?.[slot * rows + row] ?? 0,
            reference && pick(reference),
          )
        : sftTerms(
            objective,
            pick(policy),
            offline(batch.behaviourLogProbs),
            offline(batch.weights),
            reference && pick(reference),
          )
    return row0.map((term, t) => ({
      ...term,
      position: places[t] ?? 0,
      scale: tokenScale(objective, tokens, filled, count),
    }))
  })
  normalise(objective, terms)
  const coefficients = new Array<number>(rows * length).fill(0)
  for (const { position, scale, coefficient } of terms) coefficients[position] = scale * coefficient
  const mean = (value: (term: TokenTerms) => number): number => sum(terms.map(value)) / Math.max(1, tokens)
  const isPear = objective.kind === 'sft' && objective.weighting.kind === 'pear'
  const isGrpo = objective.kind === 'grpo'
  const clipped = (place: number, applies: boolean): number =>
    applies ? mean((term) => term.clipped[place] ?? 0) : NaN
  const squares = mean(({ weight }) => weight ** 2)
  return {
    coefficients,
    metrics: {
      loss: sum(terms.map(({ scale, loss }) => scale * loss)),
      nll: mean(({ position }) => -(policy.logProbs[position] ?? 0)),
      entropy: mean(({ position }) => policy.entropies[position] ?? 0),
      kl: reference ? mean(({ position }) => policy.kl[position] ?? 0) : NaN,
      meanWeight: isGrpo ? NaN : mean(({ weight }) => weight),
      effectiveSampleSize: isGrpo ? NaN : mean(({ weight }) => weight) ** 2 / squares,
      deltaClippedLow: clipped(0, isPear),
      deltaClippedHigh: clipped(1, isPear),
      logGClippedLow: clipped(2, isPear),
      logGClippedHigh: clipped(3, isPear),
      ratioClippedLow: clipped(4, isGrpo),
      ratioClippedHigh: clipped(5, isGrpo),
      mismatchMax: isGrpo ? Math.max(0, ...terms.map(({ mismatch }) => mismatch)) : NaN,
      mismatchMean: isGrpo ? mean(({ mismatch }) => mismatch) : NaN,
    },
  }
}

function tokenScale(objective: Objective, tokens: number, rows: number, count: number): number {
  if (objective.reduction === 'token' || objective.reduction === 'dapo') return 1 / tokens
  if (objective.reduction === 'dr_grpo') return 1 / rows / objective.maxResponse
  return 1 / rows / count
}

type RowTerms = Omit<TokenTerms, 'position' | 'scale'>

function sftTerms(
  { weighting }: SftObjective,
  logProbs: number[],
  behaviour: number[],
  given: number[],
  reference?: number[],
): RowTerms[] {
  const outside = (value: number, [low, high]: readonly [number, number]) => [Number(value < low), Number(value > high)]
  const term = (weight: number, t: number, clipped: number[] = []): RowTerms => ({
    coefficient: weight,
    loss: -weight * (logProbs[t] ?? 0),
    weight,
    clipped,
    mismatch: 0,
  })
  if (weighting.kind !== 'pear') {
    const weightOf = { uniform: () => 1, probability: Math.exp, given: (_: number, t: number) => given[t] ?? NaN }
    return logProbs.map((logProb, t) => term(weightOf[weighting.kind](logProb, t), t))
  }
  const { settings, variant, ratio } = weighting
  const numerator = ratio === 'initial' && reference ? reference : logProbs
  const ratios = numerator.map((value, t) => value - (behaviour[t] ?? 0))
  return rawLogWeights(ratios, variant, settings).map((logG, t) =>
    term(Math.exp(clip(logG, settings.clipLogG)), t, [
      ...outside(ratios[t] ?? 0, settings.clipDelta),
      ...outside(logG, settings.clipLogG),
    ]),
  )
}

function grpoTerms(
  { clipLow, clipHigh, klBeta }: GrpoObjective,
  logProbs: number[],
  old: number[],
  advantage: number,
  reference?: number[],
): RowTerms[] {
  return logProbs.map((logProb, t) => {
    const logRatio = logProb - (old[t] ?? 0)
    const ratio = Math.exp(logRatio)
    const held = clip(ratio, [1 - clipLow, 1 + clipHigh])
    const passes = ratio * advantage <= held * advantage
    const gap = (reference?.[t] ?? logProb) - logProb
    return {
      coefficient: (passes ? ratio * advantage : 0) + klBeta * (Math.exp(gap) - 1),
      loss: -Math.min(ratio * advantage, held * advantage) + klBeta * (Math.exp(gap) - gap - 1),
      weight: 0,
      clipped: [0, 0, 0, 0, Number(!passes && ratio < 1 - clipLow), Number(!passes && ratio > 1 + clipHigh)],
      mismatch: Math.abs(logRatio),
    }
  })
}

function normalise(objective: Objective, terms: TokenTerms[]): void {
  if (objective.kind !== 'sft' || objective.weighting.kind !== 'pear' || !objective.weighting.normalise) return
  const mean = sum(terms.map(({ weight }) => weight)) / Math.max(1, terms.length)
  for (const term of terms) {
    term.coefficient /= mean
    term.loss /= mean
    term.weight /= mean
  }
}
