import { describe, expect, test } from 'vitest'
import type { ScoredEvent } from '../../../src/results/events'
import { emptyResults } from '../../../src/results/results'
import type { PearSettings } from '../../../src/pear/weights'
import { checkpointsOf, policyOf } from '../../../src/ui/inspector/CheckpointPicker'
import { weightFormula } from '../../../src/ui/inspector/weightFormula'
import { exampleWeights } from '../../../src/ui/inspector/weights'
import { shadeOf, weightColor, weightText } from '../../../src/ui/inspector/weightLook'
import { withWritten } from '../../../src/ui/inspector/TokenDetails'

describe('colours', () => {
  test('are as far from the middle for a weight as for its inverse', () => {
    for (const weight of [1.1, 2, 30, 1000]) {
      expect(shadeOf(Math.log(weight)).strength).toBeCloseTo(shadeOf(-Math.log(weight)).strength, 12)
      expect(shadeOf(Math.log(weight)).side).toBe('more')
      expect(shadeOf(-Math.log(weight)).side).toBe('less')
    }
  })

  test('grow with the distance from 1, from nothing to all at a hundredth and beyond', () => {
    expect(shadeOf(0).strength).toBe(0)
    const strengths = [0.9, 0.5, 0.1, 0.02, 0.01, 0.001].map((weight) => shadeOf(Math.log(weight)).strength)
    expect(strengths).toEqual([...strengths].sort((a, b) => a - b))
    expect(strengths[4]).toBeCloseTo(1, 12)
    expect(strengths[5]).toBe(1)
  })

  test('are mixed of the stylesheet’s', () => {
    expect(weightColor(-Math.log(100))).toBe('color-mix(in oklab, var(--weight-less) 100%, var(--weight-one))')
    expect(weightColor(0)).toBe('color-mix(in oklab, var(--weight-more) 0%, var(--weight-one))')
  })
})

test.each([
  [1, '1.00'],
  [0.7249, '0.72'],
  [0.09996, '0.10'],
  [0.0521, '0.052'],
  [0.00453, '0.0045'],
  [0.0000453, '5e−5'],
  [0, '0'],
  [9.996, '10.0'],
  [148.4, '148'],
  [-0.25, '−0.25'],
])('the weight %d reads %s', (weight, text) => {
  expect(weightText(weight)).toBe(text)
})

describe('formulas', () => {
  const settings: PearSettings = { gamma: 0.9, block: 2, clipDelta: [-1, 0.5], clipLogG: [-0.6, 5] }
  const weights = exampleWeights([0.25, -0.5, 0.125, -0.75], [0, 0, 0, 0], settings)

  test('have the numbers put in', () => {
    const { tex, plain } = weightFormula('token', 1, weights, settings)
    // 2 log 0.9 + 0.125 − 0.75 = −0.8357, clipped to −0.6.
    expect(tex).toContain(String.raw`\log G_{2}&=(T-t)\log\gamma+\sum_{j>t}\delta_j`)
    expect(tex).toContain(String.raw`&=2\cdot\log 0.9+0.13-0.75`)
    expect(tex).toContain(String.raw`&=-0.84\;\to\;g_{\min}=-0.60`)
    expect(tex).toContain(String.raw`e^{-0.60}=\mathbf{0.55}`)
    expect(plain).toContain('here log G = −0.836, Ĝ = 0.55')
  })

  test('put a sum of more than two terms on a line of its own', () => {
    expect(weightFormula('token', 0, weights, settings).tex).toContain(
      String.raw`&=3\cdot\log 0.9\\&\quad-0.50+0.13-0.75\\`,
    )
  })

  test('of the last token sum up nothing', () => {
    expect(weightFormula('token', 3, weights, settings).tex).toContain(String.raw`&=0\cdot\log 0.9+0\\&=0.00\\`)
  })

  test('of a sequence have no γ', () => {
    const { tex } = weightFormula('sequence', 3, weights, settings)
    expect(tex).toContain('&=0.25-0.50+0.13-0.75')
    expect(tex).not.toContain(String.raw`\log\gamma`)
  })

  test('leave out the middle of a long sum', () => {
    const long = exampleWeights([0.1, 0.2, -0.1, 0.3, 0.1, 0.2, -0.4], [0, 0, 0, 0, 0, 0, 0], settings)
    expect(weightFormula('sequence', 0, long, settings).tex).toContain(String.raw`&=0.10+0.20-0.10+\cdots-0.40\\`)
  })
})

test('the written token joins the likely ones where it is none of them', () => {
  const top = [['a', 0.6] as const, ['b', 0.3] as const]
  expect(withWritten(top, 'b', 0.3)).toEqual(top)
  expect(withWritten(top, 'c', 0.05)).toEqual([...top, ['c', 0.05]])
})

describe('checkpoints', () => {
  const policy = (arm: 'base' | 'sft' | 'token') => ({ arm, logProbs: [[-1]], top: [] })
  const event = (
    stage: 'pretrain' | 'sft',
    step: number,
    seed: number,
    ...arms: ('base' | 'sft' | 'token')[]
  ): ScoredEvent => ({
    kind: 'scored',
    stage,
    step,
    seed,
    policies: arms.map(policy),
  })

  test('are those of the examples’ seed, named by stage and step', () => {
    const results = {
      ...emptyResults,
      offline: { kind: 'offline', seed: 3, examples: [] } as const,
      scored: [
        event('pretrain', 600, 3, 'base'),
        event('pretrain', 600, 4, 'base'),
        event('sft', 15, 3, 'sft', 'token'),
        event('sft', 30, 3),
      ],
    }
    const found = checkpointsOf(results)
    expect(found.map(({ key, title }) => [key, title])).toEqual([
      ['base', 'Base policy π₀'],
      ['sft-15', 'SFT step 15'],
    ])
    expect(found.map((one) => policyOf(one, 'token')?.arm)).toEqual(['base', 'token'])
    expect(found.map((one) => policyOf(one, undefined)?.arm)).toEqual(['base', 'sft'])
  })
})
