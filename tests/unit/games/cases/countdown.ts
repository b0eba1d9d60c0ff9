import type { GameCase } from '../cases'

export const example: GameCase = {
  puzzle: { numbers: [4, 4, 2, 1], target: 3, operators: '+-*' },
  response: '4*2=08-4=04-1=03.',
  difficulties: [
    {},
    { numbers: 2, multiplication: 'none' },
    { numbers: 3, multiplication: 'allowed', minTarget: 10 },
    { numbers: 5 },
    { numbers: 5, multiplication: 'allowed' },
  ],
  tiny: { numbers: 2, multiplication: 'allowed' },
  style: { multiplying: 0.4, narrated: 0.5, aimed: 0.7 },
  faultless: {},
  noPrompts: [
    ['0421=03:', 'a number that is 0'],
    ['4421=3:', 'a target of one digit'],
  ],
}
