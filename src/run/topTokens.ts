import { mostLikely } from '../training/nextTokens'
import type { TopTokens } from '../results/events'

/** Offline examples that are reported, and the first of them whose next tokens are too. */
export const EXAMPLES = 64
export const TOP_EXAMPLES = 16

const MOST_TOKENS = 5
/** Less likely tokens would be shown as 0.0 %. */
const LEAST_PROBABILITY = 0.0005
/** Digits after the point: probabilities are shown in percent with one digit. */
const DIGITS = 4

/** The tokens of a distribution that are reported, most likely first. */
export const topTokens = (distribution: TopTokens): TopTokens =>
  mostLikely(distribution, MOST_TOKENS, LEAST_PROBABILITY).map(([token, p]) => [token, Number(p.toFixed(DIGITS))])
