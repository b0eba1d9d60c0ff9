import { describe, expect, it } from 'vitest'
import { createRng } from '../../../src/core/rng'
import { nextToken, type Author } from '../../../src/games/authors'
import { mixture } from '../../../src/games/behaviour'

/** Writes one letter again and again and ends after `length` of them. */
const repeating =
  (letter: string, length: number): Author<null> =>
  (_, prefix) => [[prefix.length < length ? letter : '.', 1]]
const coin: Author<null> = () => [
  ['a', 0.5],
  ['.', 0.5],
]

describe('mixture', () => {
  it('carries the posterior over authors along the response', () => {
    const policy = mixture(
      [
        { weight: 3, author: repeating('a', 2) },
        { weight: 1, author: coin },
      ],
      '.',
    )
    // First token: 3/4 · 1 + 1/4 · 1/2. Then the coin's posterior is 1/7, then 1/13.
    const expected = [7 / 8, 6 / 7 + 1 / 14, 12 / 13 + 1 / 26].map(Math.log)
    policy.logProbs(null, 'aa.').forEach((logProb, t) => {
      expect(logProb).toBeCloseTo(expected[t] ?? NaN, 12)
    })
  })

  it('gives the probability of the whole response as the mean over authors', () => {
    const policy = mixture(
      [
        { weight: 0.9, author: repeating('a', 2) },
        { weight: 0.1, author: coin },
      ],
      '.',
    )
    const logProb = policy.logProbs(null, 'aa.').reduce((a, b) => a + b, 0)
    expect(Math.exp(logProb)).toBeCloseTo(0.9 + 0.1 / 8, 12)
  })

  it('is impossible from the first token on that no author writes', () => {
    const policy = mixture([{ weight: 1, author: coin }], '.')
    expect(policy.logProbs(null, 'axa.').map(Number.isFinite)).toEqual([true, false, false, false])
    expect(policy.logProbs(null, 'a.a').map(Number.isFinite)).toEqual([true, true, false])
    expect(policy.logProbs(null, '')).toEqual([])
    expect(policy.logProbs(null, '😀.')).toEqual([-Infinity, -Infinity])
  })

  it('stops at any of the stops', () => {
    const policy = mixture([{ weight: 1, author: repeating('?', 9) }], '.?')
    expect(policy.sample(null, createRng(1, 'stops'))).toEqual({ text: '?', logProbs: [0] })
  })

  it('refuses authors without weight, without an end and without words', () => {
    expect(() => mixture([{ weight: 0, author: coin }], '.')).toThrow(RangeError)
    const endless = mixture([{ weight: 1, author: repeating('a', Infinity) }], '.', 20)
    expect(() => endless.sample(null, createRng(1, 'endless'))).toThrow(/20 tokens without an end/)
    const silent = mixture<null>([{ weight: 1, author: () => [] }], '.')
    expect(() => silent.sample(null, createRng(1, 'silent'))).toThrow(RangeError)
  })
})

describe('nextToken', () => {
  it('adds up equal characters, leaves out zeros and normalises', () => {
    expect(
      nextToken([
        ['a', 1],
        ['b', 0],
        ['c', 2],
        ['a', 1],
      ]),
    ).toEqual([
      ['a', 0.5],
      ['c', 0.5],
    ])
  })
})
