import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  leastLikely,
  probabilityText,
  responseLogProb,
  shadeOf,
  shades,
  tokensOf,
} from '../../../src/ui/rollouts/TokenStrip'

describe('tokens', () => {
  const tokens = tokensOf({ text: '#41.', logProbs: [Math.log(0.5), Math.log(0.02), Math.log(0.02), 0] })

  test('have π(y_t) = exp(log π(y_t))', () => {
    expect(tokens.map(({ text }) => text)).toEqual(['#', '4', '1', '.'])
    expect(tokens.map(({ probability }) => probability?.toFixed(9))).toEqual([
      '0.500000000',
      '0.020000000',
      '0.020000000',
      '1.000000000',
    ])
  })

  test('the first of the least likely ones is marked', () => {
    expect(leastLikely(tokens)).toBe(1)
    expect(leastLikely([])).toBeUndefined()
    expect(leastLikely(tokensOf({ text: 'ab', logProbs: [-1, -Infinity] }))).toBe(1)
  })

  test('a response is as likely as the product of its tokens', () => {
    expect(responseLogProb(tokens)).toBeCloseTo(Math.log(0.5 * 0.02 * 0.02), 12)
    expect(responseLogProb([])).toBe(0)
  })

  test('a token without a probability has none made up for it', () => {
    const short = tokensOf({ text: 'ab', logProbs: [-1] })
    expect(short[1]).toEqual({ text: 'b', logProb: undefined, probability: undefined })
    expect(responseLogProb(short)).toBeUndefined()
    expect(leastLikely(tokensOf({ text: 'ab', logProbs: [] }))).toBeUndefined()
  })

  test('probabilities are short and never read 0 unless they are', () => {
    expect([1, 0.0314, 0.0005, 0.000041, 0].map(probabilityText)).toEqual([
      '1.000',
      '0.031',
      '0.001',
      '4.1e−5',
      '0.000',
    ])
  })
})

describe('shades', () => {
  test('classes begin where the legend says', () => {
    expect([1, 0.9, 0.89, 0.5, 0.49, 0.1, 0.09, 0.01, 0.009, 0].map(shadeOf)).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4, 4])
    // Rounding in the sampler can give a little more than 1.
    expect(shadeOf(1.0000002)).toBe(0)
    expect(() => shadeOf(NaN)).toThrow(RangeError)
    expect(() => shadeOf(-0.1)).toThrow(RangeError)
  })

  const css = readFileSync('src/ui/rollouts/TokenStrip.module.css', 'utf8')
  /** Relative luminances, as WCAG 2 defines them, of a variable's light and dark colour. */
  function luminances(name: string): readonly number[] {
    const [, pair = ''] = new RegExp(`--${name}: light-dark\\((.*)\\)`).exec(css) ?? []
    const found = [...pair.matchAll(/#(..)(..)(..)/g)].map(([, ...channels]) => {
      const [r = NaN, g = NaN, b = NaN] = channels.map((hex) => {
        const channel = parseInt(hex, 16) / 255
        return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
      })
      return 0.2126 * r + 0.7152 * g + 0.0722 * b
    })
    expect(found).toHaveLength(2)
    return found
  }
  const contrast = (one: number, other: number): number => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)

  describe.each([
    ['light', 0],
    ['dark', 1],
  ] as const)('on a %s page', (_, scheme) => {
    const grounds = shades.map((_shade, i) => luminances(`shade-${i}`)[scheme] ?? NaN)

    test('have text of a contrast of at least 4.5 : 1', () => {
      grounds.forEach((ground, i) => {
        expect(contrast(ground, luminances(`shade-${i}-ink`)[scheme] ?? NaN)).toBeGreaterThanOrEqual(4.5)
      })
    })

    test('are told apart by lightness alone: each is further from the page than the one before', () => {
      const direction = scheme === 0 ? -1 : 1
      grounds.slice(1).forEach((ground, i) => {
        expect(direction * (ground - (grounds[i] ?? NaN))).toBeGreaterThan(0)
        expect(contrast(ground, grounds[i] ?? NaN)).toBeGreaterThanOrEqual(1.25)
      })
    })
  })
})
