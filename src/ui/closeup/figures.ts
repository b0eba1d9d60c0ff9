import { mean } from '../../core/statistics'
import type { ArmUpdate, UpdatedRow, UpdateEvent } from '../../results/events'

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
