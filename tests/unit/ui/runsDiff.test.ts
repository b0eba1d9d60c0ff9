import { expect, test } from 'vitest'
import { encodeLink } from '../../../src/config/link'
import { findPreset } from '../../../src/config/presets'
import { changesFromPreset, configDiff } from '../../../src/ui/runs/configDiff'
import { configWith } from './runsFixtures'

const smoke = configWith()

test('a diff names what differs with the titles of the schema, old and new, and nothing else', () => {
  const changed = configWith({
    pear: { ...smoke.pear, gamma: 0.5, deltaMin: -0.25 },
    arms: ['token', 'sft'],
    data: { ...smoke.data, onlyCorrect: !smoke.data.onlyCorrect },
  })
  const from = configWith({ arms: ['sft'] })
  expect(configDiff(from, changed).map(({ title, from, to }) => [title, from, to])).toEqual([
    ['Arms', 'SFT', 'SFT, PEAR (token)'],
    ['Offline data: Keep only correct responses', 'yes', 'no'],
    ['PEAR weights: γ', String(smoke.pear.gamma), '0.5'],
    [expect.stringMatching(/^PEAR weights: /), String(smoke.pear.deltaMin).replace('-', '−'), '−0.25'],
  ])
})

test('the order of arms, and an experiment itself, make no difference', () => {
  expect(configDiff(smoke, smoke)).toEqual([])
  expect(configDiff(configWith({ arms: ['sft', 'token'] }), configWith({ arms: ['token', 'sft'] }))).toEqual([])
})

test('what one arm has of its own is in the diff', () => {
  const own = configWith({ arms: ['sft', 'token-2'], own: { 'token-2': { gamma: 0.75, name: 'Short' } } })
  expect(configDiff(configWith({ arms: ['sft', 'token-2'] }), own)).toEqual([
    { path: 'arms', title: 'Arms', from: 'SFT, PEAR (token) 2', to: 'SFT, Short' },
    { path: 'own.token-2.name', title: 'PEAR (token) 2: Name', from: '—', to: 'Short' },
    { path: 'own.token-2.gamma', title: 'PEAR (token) 2: γ', from: '—', to: '0.75' },
  ])
})

test('settings that only one of two games has are dashes on the other side', () => {
  const maze = findPreset('maze')?.config
  if (!maze) throw new Error('There is no preset maze.')
  const changes = configDiff(smoke, maze)
  expect(changes).toContainEqual({ path: 'game.id', title: 'Game', from: 'Cups and balls', to: 'Maze' })
  expect(changes.some(({ path, from }) => path.startsWith('game.difficulty.') && from === '—')).toBe(true)
  expect(changes.some(({ path, to }) => path.startsWith('game.difficulty.') && to === '—')).toBe(true)
  expect(new Set(changes.map(({ path }) => path)).size).toBe(changes.length)
})

test('changes from the preset are those that a link carries', () => {
  const changed = configWith({ pear: { ...smoke.pear, gamma: 0.5 }, sft: { ...smoke.sft, steps: 3 } })
  const carried = [...new URLSearchParams(encodeLink(changed)).keys()].filter((key) => key !== 'v' && key !== 'preset')
  expect(
    changesFromPreset(changed)
      .map(({ path }) => path)
      .sort(),
  ).toEqual(carried.sort())
  expect(changesFromPreset(smoke)).toEqual([])
})
