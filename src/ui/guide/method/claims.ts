import type { Confirmation } from '../../../config/presets'

type Outcome = Confirmation['arms'][number]

/** What a paired difference to SFT shows: only an interval that leaves out 0 shows anything. */
export function shownBy(difference: Outcome['difference']): 'above SFT' | 'below SFT' | 'not shown' | undefined {
  if (!difference) return undefined
  if (difference.low > 0) return 'above SFT'
  return difference.high < 0 ? 'below SFT' : 'not shown'
}

type Figure = 'heldOutNll' | 'postSft' | 'postRl'

const ranked = ({ arms }: Confirmation, figure: Figure): Outcome[] =>
  arms.toSorted((a, b) => a[figure].mean - b[figure].mean)

/** The arm with the least mean of a figure. */
export const lowest = (confirmation: Confirmation, figure: Figure): Outcome | undefined =>
  ranked(confirmation, figure)[0]

/** The arm with the greatest mean of a figure. */
export const highest = (confirmation: Confirmation, figure: Figure): Outcome | undefined =>
  ranked(confirmation, figure).at(-1)

/** What the confirmed run of a preset has of one arm. */
export const outcomeOf = ({ arms }: Confirmation, arm: Outcome['arm']): Outcome | undefined =>
  arms.find((outcome) => outcome.arm === arm)
