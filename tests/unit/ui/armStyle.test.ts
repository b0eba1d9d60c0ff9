import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { kindOf } from '../../../src/config/armId'
import { armStyle } from '../../../src/ui/armStyle'
import { everyArm } from '../../helpers/tinyRun'
import { armGroups } from '../../../src/ui/config/arms'

type Rgb = readonly [number, number, number]

/** The two colours of `light-dark(#rrggbb, #rrggbb)`, each channel from 0 to 1. */
function pair(text: string): readonly [light: Rgb, dark: Rgb] {
  const found = [...text.matchAll(/#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/g)].map(
    ([, r = '', g = '', b = '']): Rgb => [parseInt(r, 16) / 255, parseInt(g, 16) / 255, parseInt(b, 16) / 255],
  )
  const [light, dark] = found
  if (!light || !dark || found.length > 2) throw new Error(`'${text}' does not hold two colours.`)
  return [light, dark]
}

const linear = (channel: number): number => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4)

/** Relative luminance and contrast as WCAG 2 defines them. */
const luminance = ([r, g, b]: Rgb): number => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
function contrast(one: Rgb, other: Rgb): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

const tokens = readFileSync('src/ui/styles/tokens.css', 'utf8')
const background = (name: string) => pair(new RegExp(`--${name}: (light-dark\\(.*\\))`).exec(tokens)?.[1] ?? '')

test('contrast is what WCAG says it is', () => {
  expect(contrast([0, 0, 0], [1, 1, 1])).toBeCloseTo(21, 10)
  // #767676 on white is the well-known limit of 4.54 : 1.
  expect(contrast(pair('#767676 #ffffff')[0], [1, 1, 1])).toBeCloseTo(4.54, 2)
})

describe.each(everyArm)('%s', (arm) => {
  test.each(['surface', 'paper'])('has a contrast of at least 3 : 1 with the %s, light and dark', (name) => {
    const [light, dark] = pair(armStyle(arm).color)
    const [lightGround, darkGround] = background(name)
    expect(contrast(light, lightGround)).toBeGreaterThanOrEqual(3)
    expect(contrast(dark, darkGround)).toBeGreaterThanOrEqual(3)
  })

  test('stands in one group of the settings', () => {
    expect(armGroups.filter(({ arms }) => arms.includes(kindOf(arm)))).toHaveLength(1)
  })
})

test('no two arms share dashes, a marker or a colour', () => {
  const all = everyArm.map((arm) => armStyle(arm))
  const marker = all.map((style) => `${style.marker} ${style.hollow}`)
  for (const looks of [all.map(({ dash }) => dash), marker, all.map(({ color }) => color)])
    expect(new Set(looks).size).toBe(everyArm.length)
})

test('dashes are an even number of lengths, so that a pattern repeats as it is written', () => {
  for (const { dash } of everyArm.map((arm) => armStyle(arm))) {
    const lengths = dash === '' ? [] : dash.split(' ').map(Number)
    expect(lengths.length % 2).toBe(0)
    expect(lengths.every((length) => length >= 1)).toBe(true)
  }
})
