import { mean } from '../../../src/core/statistics'
import type { Rng } from '../../../src/core/rng'
import { type CompiledFormula, compileFormula, type Constants } from '../../../src/pear/formula'
import type { PearSettings, PearVariant } from '../../../src/pear/weights'

/** A formula that must be one. */
export function formula(text: string): CompiledFormula {
  const compiled = compileFormula(text)
  if ('problem' in compiled) throw new Error(`${text}: ${compiled.problem.message} (${compiled.problem.column})`)
  return compiled
}

export const CONSTANTS: Constants = { gamma: 0.9, block: 3, dmin: -0.5, dmax: 0.5, gmin: -2, gmax: 2 }

export const constantsOf = ({ gamma, block, clipDelta, clipLogG }: PearSettings): Constants => ({
  gamma,
  block,
  dmin: clipDelta[0],
  dmax: clipDelta[1],
  gmin: clipLogG[0],
  gmax: clipLogG[1],
})

const DELTA = 'd = clip(lp - lpb, dmin, dmax);'

/** PEAR's weights as METHOD.md writes them. */
export const pearFormulas: Readonly<Record<PearVariant, string>> = {
  token: `${DELTA} exp(clip((T - t) * log(gamma) + after(d), gmin, gmax))`,
  block: `${DELTA} exp(clip((T - blockEnd) * log(gamma) + blockAfter(d), gmin, gmax))`,
  sequence: `${DELTA} exp(clip(sum(d), gmin, gmax))`,
}

/** The same numbers dealt at random to the batch's tokens, by lists and not by the formulas' flat arrays. */
export function shuffledWeights(weights: readonly number[][], rng: Rng): number[][] {
  const dealt = rng.shuffle(weights.flat())
  return weights.map((row) => dealt.splice(0, row.length))
}

/** The mean of each place over the rows that reach it, at every token. */
export const positionMeans = (weights: readonly number[][]): number[][] =>
  weights.map((row) => row.map((_, t) => mean(weights.flatMap((other) => other.slice(t, t + 1)))))
