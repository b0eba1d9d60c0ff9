import { meanWeight, positionMeans } from '../../pear/controls'
import type { PearVariant } from '../../pear/weights'
import type { ExampleWeights } from './marks'

/** Other objectives than PEAR's three that can be shown beside them. */
export const otherRows = ['sft', 'dft', 'position', 'normalised'] as const
export type OtherRow = (typeof otherRows)[number]
export type RowId = PearVariant | OtherRow | 'negative'

export const otherRowNotes: Readonly<Record<OtherRow | 'negative', string>> = {
  sft: 'SFT counts every token 1.',
  dft: 'DFT counts each token π_θ(y_t), its own probability under the policy in training.',
  position: 'The mean weight of PEAR (token) at the token’s place, over the examples that reach it.',
  normalised: 'The weight of PEAR (token) divided by its mean over all examples.',
  negative: 'What the token would count had the verifier refused the response: −λ times its sequence weight.',
}

const tokenWeights = (all: readonly ExampleWeights[]): number[][] =>
  all.map(({ token }) => token.map(({ logWeight }) => Math.exp(logWeight)))

/**
 * The coefficients of one example's tokens under another objective, `[T]`. Where a control looks at a whole batch, the batch is all
 * examples.
 *
 * @param all the weights of every example
 * @param policy log π_θ of each token of this example
 */
export function otherWeights(
  row: OtherRow,
  all: readonly ExampleWeights[],
  index: number,
  policy: readonly number[],
): number[] {
  switch (row) {
    case 'sft':
      return policy.map(() => 1)
    case 'dft':
      return policy.map(Math.exp)
    case 'position':
      return positionMeans(tokenWeights(all))[index] ?? []
    case 'normalised': {
      const weights = tokenWeights(all)
      const mean = meanWeight(weights)
      return (weights[index] ?? []).map((weight) => weight / mean)
    }
  }
}

/** The coefficients of a refused response's tokens, `[T]`: −λ times its sequence weight. */
export const negativeRow = ({ sequence }: ExampleWeights, lambda: number): number[] =>
  sequence.map(({ logWeight }) => -lambda * Math.exp(logWeight))
