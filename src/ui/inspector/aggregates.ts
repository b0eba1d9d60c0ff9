import { mean } from '../../core/statistics'
import { effectiveSampleSize } from '../../pear/diagnostics'
import type { PearVariant } from '../../pear/weights'
import type { ClipSide, ExampleWeights } from './weights'

/** Shares of values that a clip changed, on each side. */
export interface ClippedShares {
  low: number
  high: number
}

/** One variant's weights over the tokens of all examples. */
export interface VariantSummary {
  variant: PearVariant
  meanWeight: number
  /** (ΣG)²/(nΣG²), over tokens. */
  effectiveSampleSize: number
  logG: ClippedShares
  /** Mean log Ĝ of each position, from the first token on. */
  byPosition: readonly PositionMean[]
}

export interface PositionMean {
  /** t, from 1. */
  position: number
  mean: number
  /** Responses that reach this position. */
  n: number
}

const shares = (sides: readonly ClipSide[]): ClippedShares => ({
  low: sides.filter((side) => side === 'low').length / sides.length,
  high: sides.filter((side) => side === 'high').length / sides.length,
})

/** Shares of the tokens' δ that were clipped; the same for every variant. NaN without tokens. */
export const clippedRatios = (all: readonly ExampleWeights[]): ClippedShares =>
  shares(all.flatMap(({ ratios }) => ratios.map(({ clipped }) => clipped)))

/** The summary of one variant over all examples. */
export function summarise(all: readonly ExampleWeights[], variant: PearVariant): VariantSummary {
  const tokens = all.flatMap((weights) => weights[variant])
  const weights = tokens.map(({ logWeight }) => Math.exp(logWeight))
  const longest = Math.max(0, ...all.map(({ ratios }) => ratios.length))
  return {
    variant,
    meanWeight: mean(weights),
    effectiveSampleSize: effectiveSampleSize(weights),
    logG: shares(tokens.map(({ clipped }) => clipped)),
    byPosition: Array.from({ length: longest }, (_, t) => {
      const there = all.flatMap((example) => example[variant][t] ?? []).map(({ logWeight }) => logWeight)
      return { position: t + 1, mean: mean(there), n: there.length }
    }),
  }
}
