import type { GameCase } from '../cases'
import { trackExample } from '../helpers'

export const example: GameCase = {
  puzzle: trackExample,
  response: '024420421#431.',
  difficulties: [
    {},
    { cups: 3, balls: 1, maxSwaps: 1 },
    { cups: 9, balls: 9, minSwaps: 6, maxSwaps: 12 },
    { cups: 9, balls: 9, minSwaps: 12, maxSwaps: 12 },
  ],
  tiny: { cups: 3, balls: 1, minSwaps: 3, maxSwaps: 3 },
  style: { leapers: 0.3, leap: 0.3, slip: 0.2, unsure: 0.3 },
  faultless: { slip: 0 },
  noPrompts: [
    ['02214=', 'two balls under one cup'],
    ['0212=', 'half a swap'],
    ['02133=', 'a cup swapped with itself'],
    ['02115=', 'a cup that is not there'],
  ],
}
