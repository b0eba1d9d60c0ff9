import { describe, expect, test } from 'vitest'
import { presets } from '../../../src/config/presets'
import { getSetting, settingsOf } from '../../../src/config/settings'
import { gameIds } from '../../../src/games'
import { positionOf, sliderStops, type SliderSetting, valueAt } from '../../../src/ui/config/sliderStops'

const stopsOf = (setting: SliderSetting): readonly number[] => sliderStops(setting) ?? []

/** Every setting with a slider, of every game. */
const withSlider = gameIds.flatMap((game) =>
  settingsOf(game).flatMap((setting) => {
    const stops = sliderStops(setting)
    return stops ? [{ setting, stops }] : []
  }),
)

describe('stops', () => {
  test('on an even scale are multiples of the step between the ends, without digits that floating point adds', () => {
    expect(stopsOf({ kind: 'number', minimum: 0.5, maximum: 1, handy: [0.9, 1], step: 0.025 })).toEqual([
      0.9, 0.925, 0.95, 0.975, 1,
    ])
    expect(stopsOf({ kind: 'number', minimum: -20, maximum: 0, handy: [-1, 0], step: 0.3 })).toEqual([
      -1, -0.9, -0.6, -0.3, 0,
    ])
  })

  test('on an even scale without a step are at most a hundred parts of a round size', () => {
    const shares = stopsOf({ kind: 'number', minimum: 0, maximum: 1 })
    expect(shares).toHaveLength(101)
    expect(shares.slice(0, 3)).toEqual([0, 0.01, 0.02])
    expect(stopsOf({ kind: 'integer', minimum: 1, maximum: 5 })).toEqual([1, 2, 3, 4, 5])
    expect(stopsOf({ kind: 'integer', minimum: 1, maximum: 350 }).slice(0, 4)).toEqual([1, 5, 10, 15])
  })

  test('on a logarithmic scale are round numbers at about equal ratios', () => {
    const rates = stopsOf({ kind: 'number', minimum: 1e-6, maximum: 0.1, scale: 'log', handy: [1e-4, 1e-2] })
    expect(rates.slice(0, 11)).toEqual([1e-4, 1.2e-4, 1.5e-4, 2e-4, 2.5e-4, 3e-4, 4e-4, 5e-4, 6e-4, 8e-4, 1e-3])
    expect(rates.at(-1)).toBe(1e-2)
    rates.slice(1).forEach((rate, i) => {
      expect(rate / (rates[i] ?? 0)).toBeLessThan(1.35)
    })
    expect(stopsOf({ kind: 'integer', minimum: 1, maximum: 9000, scale: 'log', handy: [1, 30] })).toEqual([
      1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30,
    ])
  })

  test('on a logarithmic scale that begins at 0 have 0 first', () => {
    expect(stopsOf({ kind: 'integer', minimum: 0, maximum: 5, scale: 'log' })).toEqual([0, 1, 2, 3, 4, 5])
    expect(stopsOf({ kind: 'number', minimum: 0, maximum: 10, scale: 'log', handy: [0, 1] }).slice(0, 3)).toEqual([
      0, 1e-3, 1.2e-3,
    ])
  })

  test('of sizes are powers of two and the middle of two', () => {
    expect(stopsOf({ kind: 'integer', minimum: 4, maximum: 512, scale: 'log2', handy: [16, 100] })).toEqual([
      16, 24, 32, 48, 64, 96, 100,
    ])
    expect(stopsOf({ kind: 'integer', minimum: 1, maximum: 8, scale: 'log2' })).toEqual([1, 2, 3, 4, 6, 8])
  })

  test('are none where no slider helps', () => {
    expect(sliderStops({ kind: 'integer', minimum: 0, maximum: 9, scale: 'none' })).toBeUndefined()
    expect(sliderStops({ kind: 'boolean' })).toBeUndefined()
    expect(sliderStops({ kind: 'number' })).toBeUndefined()
  })

  test('of every setting ascend, are whole where the setting is, and lie in what it takes', () => {
    expect(withSlider.length).toBeGreaterThan(100)
    for (const { setting, stops } of withSlider) {
      const { path, kind, minimum = NaN, maximum = NaN } = setting
      expect([path, stops.length >= 3]).toEqual([path, true])
      expect([path, stops]).toEqual([path, [...new Set(stops)].sort((a, b) => a - b)])
      expect([path, stops.every((stop) => stop >= minimum && stop <= maximum)]).toEqual([path, true])
      expect([path, kind === 'number' || stops.every((stop) => Number.isInteger(stop))]).toEqual([path, true])
    }
  })

  test('of every setting reach to what presets use, unless they switch a clip off', () => {
    for (const { config } of Object.values(presets)) {
      for (const { setting, stops } of withSlider) {
        const value = getSetting(config, setting.path)
        if (typeof value !== 'number' || setting.path.startsWith('pear.')) continue
        const [low = NaN, high = NaN] = [stops[0], stops.at(-1)]
        expect([config.preset, setting.path, value, value >= low && value <= high]).toEqual([
          config.preset,
          setting.path,
          value,
          true,
        ])
      }
    }
  })
})

describe('a place on a slider', () => {
  test('gives its value, and that value gives the place back', () => {
    for (const { stops } of withSlider) {
      const back = stops.map((_, position) => positionOf(stops, valueAt(stops, position)))
      expect(back).toEqual(stops.map((_, position) => position))
    }
  })

  test('is that of the nearest stop for a value between two, and an end beyond', () => {
    const stops = [1, 2, 5, 10]
    expect([0.1, 1.4, 1.6, 3.4, 3.6, 99].map((value) => positionOf(stops, value))).toEqual([0, 0, 1, 1, 2, 3])
    expect([-4, 0.4, 2, 7].map((position) => valueAt(stops, position))).toEqual([1, 1, 5, 10])
  })
})
