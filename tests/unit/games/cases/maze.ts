import type { GameCase } from '../cases'

export const example: GameCase = {
  puzzle: { size: 4, cells: '--G#--##-###---S', maxMoves: 10 },
  response: 'LoLnLmUiUeUaRbRc.',
  difficulties: [{}, { size: 3, walls: 0, minPath: 1, maxPath: 4 }, { size: 5, walls: 9, minPath: 8, maxMoves: 25 }],
  tiny: { size: 3, walls: 2, minPath: 2, maxPath: 3, maxMoves: 4 },
  style: { narrated: 0.4, random: 0.3, detour: 0.5 },
  faultless: {},
  noPrompts: [
    ['S#--#---:', 'eight cells'],
    ['--------G:', 'no start'],
    ['SG------G:', 'two goals'],
  ],
}
