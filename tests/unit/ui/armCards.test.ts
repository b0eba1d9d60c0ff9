import { describe, expect, test } from 'vitest'
import { weightingFields } from '../../../src/config/armTraining'
import { armKinds, hasPearWeights } from '../../../src/config/methods'
import { decodeLink, encodeLink } from '../../../src/config/link'
import {
  addArm,
  cardArms,
  chosenArms,
  differences,
  duplicateArm,
  isRemovable,
  removeArm,
  switchArm,
} from '../../../src/ui/config/arms'
import * as editing from '../../../src/ui/config/editing'

const start = editing.openLink('#v=1&preset=default&arms=sft,token')
const PRESET = ['none', 'sft', 'early', 'token', 'block', 'sequence']

test('a card exists for every arm of the preset, on or off', () => {
  expect(chosenArms(start)).toEqual(['sft', 'token'])
  expect(cardArms(start)).toEqual(PRESET)
  expect(PRESET.map((arm) => isRemovable(start, arm as 'sft'))).toEqual(PRESET.map(() => false))
})

test('an arm is switched on in its place and off again', () => {
  const on = switchArm(start, 'none', true)
  expect(on.config.arms).toEqual(['none', 'sft', 'token'])
  expect(switchArm(on, 'none', false).config.arms).toEqual(['sft', 'token'])
})

test('the last arm switched off is told at the arms, and the next one switched on mends it', () => {
  const none = switchArm(switchArm(start, 'sft', false), 'token', false)
  expect(editing.problemsOf(none)).toEqual({ arms: 'Choose at least one arm.' })
  expect(chosenArms(none)).toEqual([])
  expect(cardArms(none)).toEqual(PRESET)
  const mended = addArm(none, 'token').editing
  expect(editing.problemsOf(mended)).toEqual({})
  expect(mended.config.arms).toEqual(['token-2'])
})

describe('a duplicate', () => {
  const { editing: copied, arm } = duplicateArm(start, 'token')
  const own = editing.edit(copied, 'own.token-2.gamma', '0.9')

  test('runs beside its original, and its own weighting is in the link', () => {
    expect(arm).toBe('token-2')
    expect(own.config.arms).toEqual(['sft', 'token', 'token-2'])
    const link = encodeLink(own.config)
    expect(link).toBe('v=1&preset=default&arms=sft,token,token-2&own.token-2.gamma=0.9')
    expect(decodeLink(link)).toEqual({ config: own.config, notices: [] })
  })

  test('shows what it has of its own, and the settings for the rest', () => {
    expect(editing.textAt(own, 'own.token-2.gamma')).toBe('0.9')
    expect(editing.textAt(own, 'own.token-2.deltaMin')).toBe(String(own.config.pear.deltaMin))
    expect(editing.isChanged(own, 'own.token-2.gamma')).toBe(true)
    expect(editing.isChanged(own, 'own.token-2.deltaMin')).toBe(false)
    expect(differences(own.config, 'token-2', new Map([['pear.gamma', 'γ']]))).toEqual(['γ 0.9'])
    expect(editing.changedPaths(own)).toEqual(['arms', 'own.token-2.gamma'])
  })

  test('takes its original’s weighting, without its name', () => {
    const named = editing.edit(own, 'own.token-2.name', 'Short sighted')
    const twice = duplicateArm(named, 'token-2')
    expect(twice.arm).toBe('token-3')
    expect(twice.editing.config.own).toEqual({
      'token-2': { gamma: 0.9, name: 'Short sighted' },
      'token-3': { gamma: 0.9 },
    })
  })

  test('has the settings’ weighting again after a reset', () => {
    const back = editing.reset(own, ['own.token-2.gamma'])
    expect(editing.isChanged(back, 'own.token-2.gamma')).toBe(false)
    expect(editing.textAt(back, 'own.token-2.gamma')).toBe(String(back.config.pear.gamma))
    expect(encodeLink(back.config)).toBe('v=1&preset=default&arms=sft,token,token-2')
  })

  test('keeps what was typed and does not fit, with its message, until it is removed', () => {
    const typed = editing.edit(own, 'own.token-2.gamma', '7')
    expect(editing.problemsOf(typed)).toEqual({ 'own.token-2.gamma': 'Enter a number from 0.5 to 1.' })
    expect(editing.textAt(typed, 'own.token-2.gamma')).toBe('7')
    const removed = removeArm(typed, 'token-2')
    expect(editing.problemsOf(removed)).toEqual({})
    expect(removed.config).toEqual(start.config)
  })

  test('keeps its card while it is off, and loses it when it is removed', () => {
    const off = switchArm(copied, 'token-2', false)
    expect(off.config.arms).toEqual(['sft', 'token'])
    expect(cardArms(off)).toContain('token-2')
    expect(isRemovable(off, 'token-2')).toBe(true)
    expect(cardArms(removeArm(off, 'token-2'))).toEqual(PRESET)
  })

  test('is kept with its weighting when another game is chosen', () => {
    const other = editing.chooseGame(own, 'sort')
    expect(other.config.game.id).toBe('sort')
    expect(other.config.arms).toEqual(own.config.arms)
    expect(other.config.own).toEqual(own.config.own)
  })
})

test('every arm with PEAR weights offers what makes a difference to it, and no other arm offers anything', () => {
  for (const kind of armKinds)
    expect([kind, weightingFields(kind, kind === 'formula' ? 'lp - lpb + gamma' : undefined).length > 0]).toEqual([
      kind,
      hasPearWeights(kind),
    ])
  expect(weightingFields('token')).not.toContain('block')
  expect(weightingFields('block')).toContain('block')
  expect(weightingFields('sequence')).not.toContain('gamma')
  expect(weightingFields('shuffled')).not.toContain('negatives')
})
