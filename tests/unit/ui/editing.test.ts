import { expect, test } from 'vitest'
import { encodeLink } from '../../../src/config/link'
import { settingsOf } from '../../../src/config/settings'
import { gameIds } from '../../../src/games'
import * as editing from '../../../src/ui/config/editing'
import { mainGroups, otherGroups } from '../../../src/ui/config/mainSettings'

const start = editing.openLink('#v=1&preset=default')
const after = (...edits: [path: string, text: string][]): editing.Editing =>
  edits.reduce((state, [path, text]) => editing.edit(state, path, text), start)

test('a valid edit becomes the config', () => {
  const state = after(
    ['sft.steps', '120'],
    ['pear.deltaMin', ' −1.5 '],
    ['pear.gamma', '.9'],
    ['pear.normalise', 'true'],
  )
  expect(editing.problemsOf(state)).toEqual({})
  expect(encodeLink(state.config)).toBe(
    'v=1&preset=default&sft.steps=120&pear.gamma=0.9&pear.deltaMin=-1.5&pear.normalise=true',
  )
  expect(editing.changedPaths(state)).toEqual(['sft.steps', 'pear.gamma', 'pear.deltaMin', 'pear.normalise'])
})

test('what was typed stays as typed, with a message at its field, and the config keeps its value', () => {
  const cases = [
    ['sft.steps', '', 'Enter a whole number from 1 to 20000.'],
    ['sft.steps', '1.5', 'Enter a whole number from 1 to 20000.'],
    ['sft.steps', '0', 'Enter a whole number from 1 to 20000.'],
    ['pear.gamma', '0,9', 'Enter a number from 0.5 to 1.'],
    ['pear.deltaMin', '-21', 'Enter a number from −20 to 0.'],
    ['arms', '', 'Choose at least one arm.'],
  ] as const
  for (const [path, text, message] of cases) {
    const state = after([path, text])
    expect(editing.problemsOf(state)).toEqual({ [path]: message })
    expect(editing.textAt(state, path)).toBe(text)
    expect(state.config).toEqual(start.config)
  }
})

test('edits that fit only together are taken over together', () => {
  const first = after(['evaluation.k', '16'])
  expect(editing.problemsOf(first)).toEqual({ 'evaluation.k': 'k can be at most the samples a prompt, 8.' })
  const both = editing.edit(first, 'evaluation.samples', '16')
  expect(editing.problemsOf(both)).toEqual({})
  expect(both.config.evaluation).toMatchObject({ k: 16, samples: 16 })
})

test('a rule between two settings is told at the field that it names', () => {
  expect(Object.keys(editing.problemsOf(after(['data.pairs', '32'])))).toEqual(['sft.batch'])
})

test('several invalid fields each have a message, and mending one leaves the others as typed', () => {
  const state = after(['sft.steps', 'x'], ['rl.steps', ''], ['rl.group', '4'])
  expect(Object.keys(editing.problemsOf(state))).toEqual(['sft.steps', 'rl.steps'])
  const mended = editing.edit(state, 'rl.steps', '20')
  expect(Object.keys(editing.problemsOf(mended))).toEqual(['sft.steps'])
  const whole = editing.edit(mended, 'sft.steps', editing.presetText(mended, 'sft.steps'))
  expect(whole.config.rl).toMatchObject({ steps: 20, group: 4 })
  expect(editing.changedPaths(whole)).toEqual(['rl.steps', 'rl.group'])
})

test('another game has its own defaults and keeps what was changed elsewhere', () => {
  const state = after(['sft.steps', '90'], ['game.difficulty.cups', '6'], ['rl.steps', 'x'])
  for (const game of gameIds) {
    const next = editing.chooseGame(state, game)
    expect(next.config.game.id).toBe(game)
    expect(next.config.sft.steps).toBe(90)
    expect(next.pending).toEqual({ 'rl.steps': 'x' })
    const whole = editing.edit(next, 'rl.steps', '30')
    expect(editing.changedPaths(whole)).toEqual(['sft.steps', 'rl.steps'])
  }
})

test('a group is reset as a whole, with what was typed in it and does not fit', () => {
  const state = after(
    ['evaluation.samples', '4'],
    ['evaluation.k', '2'],
    ['sft.steps', '90'],
    ['evaluation.every', 'x'],
  )
  const back = editing.reset(state, ['evaluation.k', 'evaluation.samples', 'evaluation.every'])
  expect(editing.problemsOf(back)).toEqual({})
  expect(back.config.evaluation).toEqual(start.config.evaluation)
  expect(editing.changedPaths(back)).toEqual(['sft.steps'])
})

test('a reset that does not fit with what else is changed shows the preset’s value and its message', () => {
  const state = after(['evaluation.samples', '16'], ['evaluation.k', '16'])
  const back = editing.reset(state, ['evaluation.samples'])
  expect(editing.textAt(back, 'evaluation.samples')).toBe('8')
  expect(editing.problemsOf(back)).toEqual({ 'evaluation.k': 'k can be at most the samples a prompt, 8.' })
  expect(back.config).toEqual(state.config)
})

test('a preset replaces everything and drops what was typed', () => {
  const state = editing.choosePreset(after(['sft.steps', 'x'], ['rl.steps', '9']), 'smoke')
  expect(state.config.preset).toBe('smoke')
  expect(editing.changedPaths(state)).toEqual([])
})

test('every setting of every game has exactly one control', () => {
  for (const game of gameIds) {
    const shown = [
      ...mainGroups(game).flatMap(({ settings, more }) => [...settings, ...more]),
      ...otherGroups(game).flatMap(({ settings }) => settings),
    ].map(({ path }) => path)
    expect(['arms', ...shown].sort()).toEqual(
      settingsOf(game)
        .map(({ path }) => path)
        .sort(),
    )
  }
})
