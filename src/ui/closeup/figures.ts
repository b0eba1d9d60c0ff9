/** The figures of one update as the close-up shows them, in words and colours too. */
import { mean } from '../../core/statistics'
import type { ArmUpdate, UpdatedRow, UpdateEvent } from '../../results/events'
import { decimal, signed } from '../format'
import { weightColor, weightText } from '../inspector/weightLook'

type Stage = UpdateEvent['stage']

/** One token of a response that a policy was updated on. */
export interface TokenFigures {
  token: string
  /** Ĝ_t in SFT, the advantage in RL. */
  coefficient: number
  /** π_θ(y_t) before the update and after it, and the difference. */
  before: number
  after: number
  change: number
}

/** The tokens of a row in their order. */
export function tokensOf({ response, coefficients, before, after }: UpdatedRow): TokenFigures[] {
  return Array.from(response, (token, t) => {
    const [from, to] = [Math.exp(before[t] ?? NaN), Math.exp(after[t] ?? NaN)]
    return { token, coefficient: coefficients[t] ?? NaN, before: from, after: to, change: to - from }
  })
}

/** What one update comes to over the rows that are shown. */
export interface UpdateSummary {
  tokens: number
  coefficient: { mean: number; least: number; largest: number }
  /** Mean probability of a token. */
  before: number
  after: number
  /** Tokens whose probability rose and fell by more than rounding. */
  rose: number
  fell: number
}

/** Below this a change of a probability is rounding. */
export const ROUNDING = 5e-6

export function summaryOf({ rows }: ArmUpdate): UpdateSummary {
  const all = rows.flatMap(tokensOf)
  const coefficients = all.map(({ coefficient }) => coefficient)
  return {
    tokens: all.length,
    coefficient: { mean: mean(coefficients), least: Math.min(...coefficients), largest: Math.max(...coefficients) },
    before: mean(all.map(({ before }) => before)),
    after: mean(all.map(({ after }) => after)),
    rose: all.filter(({ change }) => change > ROUNDING).length,
    fell: all.filter(({ change }) => change < -ROUNDING).length,
  }
}

/** What the gradient is multiplied by, so that its norm is at most `maxGradNorm` (METHOD.md, "The policy"). */
export const clipFactor = (gradNorm: number, maxGradNorm: number): number =>
  gradNorm > maxGradNorm ? maxGradNorm / gradNorm : 1

/** Whether an RL step of an arm had nothing to learn: all shown rollouts have one reward, so that no advantage is left. */
export const hasNoAdvantage = ({ stage }: UpdateEvent, { rows }: ArmUpdate): boolean =>
  stage === 'rl' && rows.every(({ coefficients }) => coefficients.every((advantage) => advantage === 0))

/** What a token's loss counts, as people call it in each stage. */
export const coefficientName = (stage: Stage): string => (stage === 'sft' ? 'Weight' : 'Advantage')

export const coefficientText = (stage: Stage, coefficient: number): string =>
  stage === 'sft' ? weightText(coefficient) : signed(coefficient, 2)

/** `+0.031`, or `+6e−5` where that would read as no change; 0 where it is rounding. */
export function changeText(change: number): string {
  const size = Math.abs(change)
  if (!(size < 9.5e-4)) return signed(change, 3)
  if (size < ROUNDING) return '0'
  return `${change < 0 ? '−' : '+'}${size.toExponential(0).replace('-', '−')}`
}

/** Everything about one token in a sentence: `4, token 3 of 9: weight 0.74, probability 0.312 → 0.344 (+0.032).` */
export function tokenSentence(stage: Stage, figures: TokenFigures, place: number, count: number): string {
  const { token, coefficient, before, after, change } = figures
  const name = coefficientName(stage).toLowerCase()
  return (
    `${token}, token ${place} of ${count}: ${name} ${coefficientText(stage, coefficient)}, ` +
    `probability ${decimal(before)} → ${decimal(after)} (${changeText(change)}).`
  )
}

/** `Row 2`, and in RL what the response earned: `Rollout 2: reward 1, advantage +1.22`. */
export function rowTitle(stage: Stage, { reward, coefficients }: UpdatedRow, index: number): string {
  if (stage === 'sft') return `Row ${index + 1}`
  const earned = reward === undefined ? '' : `: reward ${reward}, advantage ${signed(coefficients[0] ?? NaN, 2)}`
  return `Rollout ${index + 1}${earned}`
}

/** The size of an advantage at which the colour scale ends. */
const LARGEST_ADVANTAGE = 2

/**
 * The colour of a coefficient: weights on the diverging scale around 1 that the inspector has, advantages on the same colours
 * around 0. A weight below 0 is coloured as one that counts least; its sign is for the text to say.
 */
export function coefficientColor(stage: Stage, coefficient: number): string {
  if (stage === 'sft') return weightColor(Math.log(Math.max(coefficient, Number.MIN_VALUE)))
  const strength = Math.min(1, Math.abs(coefficient) / LARGEST_ADVANTAGE)
  const side = coefficient < 0 ? 'less' : 'more'
  return `color-mix(in oklab, var(--weight-${side}) ${Number((100 * strength).toFixed(1))}%, var(--weight-one))`
}
