import { describe, expect, test } from 'vitest'
import { arrowStep, gridTarget, sliderTarget } from '../../../src/ui/parts/arrowKeys'
import { storedSetting } from '../../../src/ui/parts/storedSetting'
import { placeTip } from '../../../src/ui/parts/tip'

describe('a stored setting', () => {
  const kept = new Map<string, string>()
  const storage = () => ({
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  })
  const refuse = (): never => {
    throw new Error('refused')
  }
  const sizes = {
    parse: (text: string) => JSON.parse(text) as number[],
    format: (value: readonly number[]) => (value.length === 0 ? undefined : JSON.stringify(value)),
    initial: [] as readonly number[],
  }

  test('comes back as it was kept, as the same object until another is kept, and tells who listens', () => {
    const setting = storedSetting('sizes', { ...sizes, storage })
    let told = 0
    const end = setting.subscribe(() => told++)
    setting.keep([1, 2])
    expect(setting.read()).toEqual([1, 2])
    expect(setting.read()).toBe(setting.read())
    setting.keep([3])
    end()
    setting.keep([4])
    expect(told).toBe(2)
    expect(storedSetting('sizes', { ...sizes, storage }).read()).toEqual([4])
  })

  test('leaves nothing behind where its format gives nothing', () => {
    const setting = storedSetting('sizes', { ...sizes, storage })
    setting.keep([1])
    setting.keep([])
    expect(kept.has('sizes')).toBe(false)
    expect(setting.read()).toBe(sizes.initial)
  })

  test('has its first value where it cannot be read, and its own answer where storage is refused', () => {
    kept.set('sizes', '{')
    expect(storedSetting('sizes', { ...sizes, storage }).read()).toBe(sizes.initial)
    const refused = storedSetting('sizes', { ...sizes, refused: [9], storage: refuse })
    expect(refused.read()).toEqual([9])
    expect(() => {
      refused.keep([1])
    }).not.toThrow()
    expect(storedSetting('sizes', { ...sizes, storage: refuse }).read()).toBe(sizes.initial)
  })
})

test('arrows step through prompts, with Shift through seeds, and leave the browser its own keys', () => {
  const key = { key: 'ArrowRight', shiftKey: false, altKey: false, ctrlKey: false, metaKey: false }
  expect(arrowStep(key)).toEqual({ of: 'prompt', by: 1 })
  expect(arrowStep({ ...key, key: 'ArrowLeft', shiftKey: true })).toEqual({ of: 'seed', by: -1 })
  for (const other of [{ altKey: true }, { ctrlKey: true }, { metaKey: true }, { key: 'ArrowUp' }, { key: 'a' }])
    expect(arrowStep({ ...key, ...other })).toBeUndefined()
})

test('arrow keys move a slider by one, page keys by ten, and none beyond an end', () => {
  const moved = ['ArrowLeft', 'ArrowRight', 'PageDown', 'PageUp', 'Home', 'End', 'a'].map((key) =>
    sliderTarget(key, 5, 12),
  )
  expect(moved).toEqual([4, 6, 0, 11, 0, 11, undefined])
  expect(sliderTarget('ArrowLeft', 12, 12)).toBe(11)
  expect(sliderTarget('ArrowRight', 11, 12)).toBe(11)
})

test('arrow keys stay in a grid, whose rows may have other lengths', () => {
  const lengths = [2, 5, 1]
  const at = (row: number, column: number) => ({ row, column })
  expect(gridTarget('ArrowRight', at(0, 0), lengths)).toEqual(at(0, 1))
  expect(gridTarget('ArrowRight', at(0, 1), lengths)).toEqual(at(0, 1))
  expect(gridTarget('ArrowLeft', at(0, 0), lengths)).toEqual(at(0, 0))
  expect(gridTarget('ArrowDown', at(1, 4), lengths)).toEqual(at(2, 0))
  expect(gridTarget('ArrowDown', at(2, 0), lengths)).toEqual(at(2, 0))
  expect(gridTarget('ArrowUp', at(1, 4), lengths)).toEqual(at(0, 1))
  expect(gridTarget('End', at(1, 0), lengths)).toEqual(at(1, 4))
  expect(gridTarget('Home', at(1, 3), lengths)).toEqual(at(1, 0))
  expect(gridTarget('Tab', at(1, 3), lengths)).toBeUndefined()
})

describe('a tip', () => {
  const view = { width: 400, height: 600 }
  const tip = { width: 200, height: 80 }
  const word = (left: number, top: number) => ({ left, top, width: 50, height: 20 })

  test('lies under its word and begins with it', () => {
    expect(placeTip(word(100, 100), tip, view)).toEqual({ left: 100, top: 124 })
  })

  test('lies above it near the window’s lower edge', () => {
    expect(placeTip(word(100, 550), tip, view)).toEqual({ left: 100, top: 466 })
  })

  test('stays below where there is no room on either side', () => {
    expect(placeTip(word(100, 20), { width: 200, height: 590 }, view).top).toBe(44)
  })

  test('stays inside the window', () => {
    expect(placeTip(word(350, 100), tip, view).left).toBe(192)
    expect(placeTip(word(-20, 100), tip, view).left).toBe(8)
    expect(placeTip(word(350, 100), { width: 500, height: 80 }, view).left).toBe(8)
  })
})
