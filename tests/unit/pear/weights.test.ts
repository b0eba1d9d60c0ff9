import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pearLogWeights, type PearSettings, type PearVariant } from '../../../src/pear/weights'
import cases from '../../oracle/pear-weights.json'

const variants: readonly PearVariant[] = ['token', 'block', 'sequence']
const expectClose = (actual: readonly number[], expected: readonly number[]): void => {
  expect(actual).toHaveLength(expected.length)
  actual.forEach((value, t) => {
    expect(value).toBeCloseTo(expected[t] as number, 9)
  })
}

describe('log weights of PyTorch', () => {
  test.each(cases.map((vector, index) => ({ index, tokens: vector.logpTheta.length, vector })))(
    'vector $index, $tokens tokens',
    ({ vector }) => {
      const ratios = vector.logpTheta.map((logp, t) => logp - (vector.logpBeta[t] as number))
      const settings: PearSettings = {
        gamma: vector.gamma,
        block: vector.block,
        clipDelta: vector.clipDelta as [number, number],
        clipLogG: vector.clipLogG as [number, number],
      }
      for (const variant of variants) expectClose(pearLogWeights(ratios, variant, settings), vector.logG[variant])
    },
  )
})

describe('invariants', () => {
  const logRatios = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 1, maxLength: 40 })
  const settings: fc.Arbitrary<PearSettings> = fc.record({
    gamma: fc.double({ min: 0.5, max: 1, noNaN: true }),
    block: fc.integer({ min: 1, max: 12 }),
    clipDelta: fc.tuple(fc.double({ min: -2, max: 0, noNaN: true }), fc.double({ min: 0, max: 2, noNaN: true })),
    clipLogG: fc.tuple(fc.double({ min: -9, max: 0, noNaN: true }), fc.double({ min: 0, max: 9, noNaN: true })),
  })

  test('a block of one is a token', () => {
    fc.assert(
      fc.property(logRatios, settings, (ratios, given) => {
        const one = { ...given, block: 1 }
        expect(pearLogWeights(ratios, 'block', one)).toEqual(pearLogWeights(ratios, 'token', one))
      }),
    )
  })

  test('a block as long as the response weighs everything 1', () => {
    fc.assert(
      fc.property(logRatios, settings, fc.nat(5), (ratios, given, more) => {
        const whole = { ...given, block: ratios.length + more }
        expectClose(
          pearLogWeights(ratios, 'block', whole),
          ratios.map(() => 0),
        )
      }),
    )
  })

  test('equal policies give γ^(T−t) for tokens and 1 for sequences', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), settings, (length, given) => {
        const unclipped: PearSettings = { ...given, clipLogG: [-100, 100] }
        const zeros = new Array<number>(length).fill(0)
        expectClose(
          pearLogWeights(zeros, 'token', unclipped),
          zeros.map((_, t) => (length - 1 - t) * Math.log(given.gamma)),
        )
        expectClose(pearLogWeights(zeros, 'sequence', unclipped), zeros)
      }),
    )
  })

  test('one token weighs 1 for tokens and blocks', () => {
    fc.assert(
      fc.property(fc.double({ min: -9, max: 9, noNaN: true }), settings, (ratio, given) => {
        expectClose(pearLogWeights([ratio], 'token', given), [0])
        expectClose(pearLogWeights([ratio], 'block', given), [0])
      }),
    )
  })

  test('every weight is within its clip, and of one value in a sequence', () => {
    fc.assert(
      fc.property(logRatios, settings, fc.constantFrom(...variants), (ratios, given, variant) => {
        const weights = pearLogWeights(ratios, variant, given)
        for (const weight of weights) {
          expect(weight).toBeGreaterThanOrEqual(given.clipLogG[0])
          expect(weight).toBeLessThanOrEqual(given.clipLogG[1])
        }
        if (variant === 'sequence') expect(new Set(weights).size).toBe(1)
      }),
    )
  })

  test('a token weight depends on what follows alone', () => {
    fc.assert(
      fc.property(logRatios, logRatios, settings, (before, after, given) => {
        const whole = pearLogWeights([...before, ...after], 'token', given)
        expectClose(whole.slice(before.length), pearLogWeights(after, 'token', given))
      }),
    )
  })
})
