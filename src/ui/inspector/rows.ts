/**
 * The rows of coefficients that stand beside PEAR's three: other objectives, and arms of the run that have a weighting of their own.
 * What a row counts each token is answered in one place, `rowWeights`.
 */
import { type ArmId, kindOf } from '../../config/armId'
import { type ExperimentConfig, pearSettings, weightingOf } from '../../config/config'
import { meanWeight, positionMeans } from '../../pear/controls'
import { type PearSettings, type PearVariant, pearWeights } from '../../pear/weights'
import { weightingKeys } from './weighting'
import { pearVariants } from './weights'

/** An objective or an arm; `negative` is a response that the verifier refused. */
export type RowId = ArmId | 'negative'

/** A row of one example: what each of its tokens counts, `[T]`. */
export interface Coefficients {
  id: RowId
  values: readonly number[]
}

/** The examples under two policies, a list a response and a number a token. */
export interface ScoredExamples {
  /** log π_θ(y_t) */
  policy: readonly (readonly number[])[]
  /** log π_β(y_t) */
  behaviour: readonly (readonly number[])[]
}

/** Other objectives than PEAR's three that can be shown beside them. */
export const otherRows = ['sft', 'dft', 'position', 'normalised'] as const

const notes: Partial<Readonly<Record<RowId, string>>> = {
  sft: 'SFT counts every token 1.',
  dft: 'DFT counts each token π_θ(y_t), its own probability under the policy in training.',
  position: 'The mean weight of PEAR (token) at the token’s place, over the examples that reach it.',
  normalised: 'The weight of PEAR (token) divided by its mean over all examples.',
  negative: 'What the token would count had the verifier refused the response: −λ times its sequence weight.',
}

/** Whether a row is an arm's with a weighting of its own. */
export const isOwnRow = (id: RowId): boolean => notes[id] === undefined

/** What a row shows, in a sentence. */
export const rowNote = (id: RowId): string =>
  notes[id] ?? 'What this arm trains with: a weighting of its own, which the sliders do not move.'

const variantOf = (arm: ArmId): PearVariant | undefined => pearVariants.find((variant) => variant === kindOf(arm))

/** The PEAR arms of a run that have a weighting of their own, in the run's order. */
export function ownRows({ arms, own }: Pick<ExperimentConfig, 'arms' | 'own'>): ArmId[] {
  return arms.filter((arm) => {
    const fields = own?.[arm]
    return fields && variantOf(arm) && weightingKeys.some((key) => fields[key] !== undefined)
  })
}

/**
 * What a row counts every token of the examples, `[N][T]`. Where an objective looks at a whole batch, the batch is all examples.
 *
 * @param settings the weighting that is tried; an arm with a weighting of its own takes that of the run's config instead
 */
export function rowWeights(
  row: RowId,
  { policy, behaviour }: ScoredExamples,
  settings: PearSettings,
  config: ExperimentConfig,
): number[][] {
  const own = row !== 'negative' && isOwnRow(row) ? pearSettings(weightingOf(config, row)) : settings
  const weights = (variant: PearVariant): number[][] =>
    policy.map((response, i) =>
      pearWeights(
        response.map((logProb, t) => logProb - (behaviour[i]?.[t] as number)),
        variant,
        own,
      ),
    )
  if (row === 'negative') return weights('sequence').map((all) => all.map((weight) => -config.pear.negatives * weight))
  const kind = kindOf(row)
  switch (kind) {
    case 'token':
    case 'block':
    case 'sequence':
      return weights(kind)
    case 'sft':
      return policy.map((response) => response.map(() => 1))
    case 'dft':
      return policy.map((response) => response.map(Math.exp))
    case 'position':
      return positionMeans(weights('token'))
    case 'normalised': {
      const token = weights('token')
      const mean = meanWeight(token)
      return token.map((all) => all.map((weight) => weight / mean))
    }
    case 'none':
    case 'early':
    case 'shuffled':
    case 'scaled':
      throw new RangeError(`The inspector has no row of the arm ${row}.`)
  }
}
