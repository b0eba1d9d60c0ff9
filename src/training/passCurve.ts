import { mean, passAtK } from '../core/statistics'

/** The k, besides 1 and the experiment's own, at which pass@k is measured. */
export const curveKs = [2, 4, 8, 16, 32, 64, 128, 256] as const

/** pass@k at those k that are at most the samples a prompt. */
export type PassCurve = Partial<Record<`passAt${(typeof curveKs)[number]}`, number>>

/**
 * pass@k over prompts for growing k, each unbiased (METHOD.md, "Evaluation and statistics").
 *
 * @param right how many of a prompt's samples are right, a number for each prompt
 * @param samples n, the same for every prompt
 */
export function passCurve(right: readonly number[], samples: number): PassCurve {
  return Object.fromEntries(
    curveKs
      .filter((k) => k <= samples)
      .map((k) => [`passAt${k}`, mean(right.map((count) => passAtK(samples, count, k)))]),
  )
}
