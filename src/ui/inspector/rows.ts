import { type ArmId, kindOf } from '../../config/armId'
import { type ExperimentConfig, weightingOf } from '../../config/config'
import { meanWeight, positionMeans } from '../../pear/controls'
import { pearLogWeights, type PearVariant } from '../../pear/weights'
import { type ExampleWeights, pearVariants } from './marks'
import { settingsOfWeighting, weightingKeys } from './weighting'

/** Other objectives than PEAR's three that can be shown beside them. */
export const otherRows = ['sft', 'dft', 'position', 'normalised'] as const
export type OtherRow = (typeof otherRows)[number]

/** A row of coefficients beside PEAR's three: another objective, or an arm with a weighting of its own. */
export interface Coefficients {
  id: ArmId | 'negative'
  values: readonly number[]
}

const OWN_NOTE = 'What this arm trains with: a weighting of its own, which the sliders do not move.'

const otherRowNotes: Readonly<Record<OtherRow | 'negative', string>> = {
  sft: 'SFT counts every token 1.',
  dft: 'DFT counts each token π_θ(y_t), its own probability under the policy in training.',
  position: 'The mean weight of PEAR (token) at the token’s place, over the examples that reach it.',
  normalised: 'The weight of PEAR (token) divided by its mean over all examples.',
  negative: 'What the token would count had the verifier refused the response: −λ times its sequence weight.',
}

const isOtherRow = (id: string): id is OtherRow | 'negative' => Object.hasOwn(otherRowNotes, id)

/** Whether a row is an arm's with a weighting of its own. */
export const isOwnRow = (id: Coefficients['id']): boolean => !isOtherRow(id)

/** What a row shows, in a sentence. */
export const rowNote = (id: Coefficients['id']): string => (isOtherRow(id) ? otherRowNotes[id] : OWN_NOTE)

const variantOf = (arm: ArmId): PearVariant | undefined => pearVariants.find((variant) => variant === kindOf(arm))

/** The PEAR arms of a run that weigh in a way of their own, in the run's order. */
export function ownRows({ arms, own }: Pick<ExperimentConfig, 'arms' | 'own'>): ArmId[] {
  return arms.filter((arm) => {
    const fields = own?.[arm]
    return fields && variantOf(arm) && weightingKeys.some((key) => fields[key] !== undefined)
  })
}

/** The weights of one example's tokens, `[T]`, as an arm of the run weighs them by settings of its own. */
export function ownWeights(arm: ArmId, { ratios }: ExampleWeights, config: ExperimentConfig): number[] {
  const variant = variantOf(arm)
  if (!variant) throw new RangeError(`The arm ${arm} has no weights of PEAR.`)
  const settings = settingsOfWeighting(weightingOf(config, arm))
  const logRatios = ratios.map(({ raw }) => raw)
  return pearLogWeights(logRatios, variant, settings).map(Math.exp)
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
