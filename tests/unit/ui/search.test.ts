import { expect, test } from 'vitest'
import { settingsOf } from '../../../src/config/settings'
import { matches, matchText, wordsOf } from '../../../src/ui/config/search'

const find = (query: string): string[] =>
  settingsOf('track')
    .filter((setting) => matches(wordsOf(query), setting))
    .map(({ path }) => path)

test('settings are found by title, description, path, unit and option', () => {
  expect(find('Group size')).toEqual(['rl.group'])
  expect(find('global norm')).toEqual(['optimizer.maxGradNorm'])
  expect(find('pear.deltamin')).toEqual(['pear.deltaMin'])
  expect(find('completions')).toContain('rl.group')
  expect(find('pass@k')).toEqual(['evaluation.samples', 'evaluation.k'])
  expect(find('dapo')).toEqual(['rl.reduction'])
})

test('every word has to be found, in any order and any case', () => {
  expect(find('RATE rl')).toEqual(['rl.learningRate', 'rl.warmup', 'rl.decay'])
  expect(find('rate zebra')).toEqual([])
})

test('Greek letters are found by sign and by name', () => {
  expect(find('γ')).toContain('pear.gamma')
  expect(find('epsilon')).toEqual(['rl.clipLow', 'rl.clipHigh'])
  expect(find('lambda')).toContain('pear.negatives')
})

test('a group’s title finds all of the group, and an empty search everything', () => {
  const [setting] = settingsOf('track')
  expect(setting && matches(wordsOf('transfer'), setting, 'Transfer: target difficulty')).toBe(true)
  expect(wordsOf('  ')).toEqual([])
  expect(find(' ')).toHaveLength(settingsOf('track').length)
})

test('how many match is said in words', () => {
  expect([0, 1, 7].map(matchText)).toEqual(['No setting matches.', '1 setting matches.', '7 settings match.'])
})
