import type { UpdateEvent, UpdatedRow } from '../../results/events'
import { decimal, signed } from '../format'
import { weightText } from '../inspector/weightText'
import { ROUNDING, type TokenFigures } from './figures'

type Stage = UpdateEvent['stage']

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
