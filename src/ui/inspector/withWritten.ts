import type { TopTokens } from '../../results/events'

/** The most likely tokens, and below them the written one where it is none of them. */
export const withWritten = (top: TopTokens, written: string, probability: number): TopTokens =>
  top.some(([token]) => token === written) ? top : [...top, [written, probability]]
