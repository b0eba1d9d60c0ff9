import type { GameCase } from '../cases'

export const example: GameCase = {
  puzzle: { row: '3425', maxSwaps: 3 },
  response: '13>243523>2345.',
  difficulties: [{}, { digits: 3, maxSwaps: 2 }, { digits: 7, minSwaps: 4, maxSwaps: 8 }],
  tiny: { digits: 3, minSwaps: 2, maxSwaps: 2 },
  style: { narrated: 0.5, random: 0.3 },
  faultless: {},
  noPrompts: [
    ['3424:', 'a digit twice'],
    ['3420:', 'a digit that is 0'],
  ],
}
