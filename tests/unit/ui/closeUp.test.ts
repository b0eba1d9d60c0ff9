import { expect, test } from 'vitest'
import type { ArmUpdate, UpdateEvent } from '../../../src/results/events'
import {
  changeText,
  clipFactor,
  coefficientColor,
  hasNoAdvantage,
  rowTitle,
  summaryOf,
  tokenSentence,
  tokensOf,
} from '../../../src/ui/closeup/figures'
import { paces, paceValue } from '../../../src/ui/run/RunPanel'

const ln = Math.log
const shown: ArmUpdate = {
  arm: 'token',
  gradNorm: 4,
  rows: [
    {
      prompt: '12=',
      response: 'ab',
      coefficients: [0.5, 1],
      before: [ln(0.2), ln(0.5)],
      after: [ln(0.25), ln(0.4)],
    },
    { prompt: '21=', response: 'c', coefficients: [3], before: [ln(0.5)], after: [ln(0.5) + 1e-7] },
  ],
}

test('tokens have their coefficient and their probability before and after', () => {
  const [first, second] = tokensOf(shown.rows[0] as ArmUpdate['rows'][number])
  expect(first).toMatchObject({ token: 'a', coefficient: 0.5 })
  expect(first?.before).toBeCloseTo(0.2, 12)
  expect(first?.after).toBeCloseTo(0.25, 12)
  expect(first?.change).toBeCloseTo(0.05, 12)
  expect(second?.change).toBeCloseTo(-0.1, 12)
})

test('the summary is over all tokens, and rounding neither rises nor falls', () => {
  const { tokens, coefficient, before, after, rose, fell } = summaryOf(shown)
  expect([tokens, rose, fell]).toEqual([3, 1, 1])
  expect(coefficient).toEqual({ mean: 1.5, least: 0.5, largest: 3 })
  expect(before).toBeCloseTo(1.2 / 3, 9)
  expect(after).toBeCloseTo(1.15 / 3, 6)
})

test('a gradient is clipped only above the largest norm', () => {
  expect(clipFactor(4, 1)).toBe(0.25)
  expect(clipFactor(1, 1)).toBe(1)
  expect(clipFactor(0.3, 1)).toBe(1)
})

test('rollouts of one reward teach nothing; in SFT there is no such thing', () => {
  const rl: UpdateEvent = { kind: 'update', stage: 'rl', step: 1, seed: 0, learningRate: 1, arms: [] }
  const flat = { ...shown, rows: shown.rows.map((row) => ({ ...row, coefficients: row.coefficients.map(() => 0) })) }
  expect(hasNoAdvantage(rl, flat)).toBe(true)
  expect(hasNoAdvantage(rl, shown)).toBe(false)
  expect(hasNoAdvantage({ ...rl, stage: 'sft' }, flat)).toBe(false)
})

test('a token’s sentence has all of its figures, with their signs', () => {
  const figures = { token: 'a', coefficient: 0.742, before: 0.3124, after: 0.3444, change: 0.032 }
  expect(tokenSentence('sft', figures, 3, 9)).toBe('a, token 3 of 9: weight 0.74, probability 0.312 → 0.344 (+0.032).')
  expect(tokenSentence('rl', { ...figures, coefficient: -0.5 }, 1, 2)).toContain('advantage −0.50,')
})

test('small changes keep their size, and rounding is none', () => {
  expect([0.0312, -0.0012, 6.2e-5, -8e-4, 1e-6, 0].map(changeText)).toEqual([
    '+0.031',
    '−0.001',
    '+6e−5',
    '−8e−4',
    '0',
    '0',
  ])
  expect(changeText(NaN)).toBe('—')
})

test('rollouts are titled with what they earned', () => {
  const row = { ...(shown.rows[0] as ArmUpdate['rows'][number]), coefficients: [-0.87, -0.87] }
  expect(rowTitle('sft', row, 0)).toBe('Row 1')
  expect(rowTitle('rl', { ...row, reward: 0 }, 1)).toBe('Rollout 2: reward 0, advantage −0.87')
})

test('colours diverge around 1 for weights and around 0 for advantages', () => {
  const side = (color: string) => /--weight-(less|more)\) ([\d.]+)%/.exec(color)?.slice(1)
  expect(side(coefficientColor('sft', 1))?.[1]).toBe('0')
  expect(side(coefficientColor('sft', 0.1))?.[0]).toBe('less')
  expect(side(coefficientColor('sft', 10))).toEqual(['more', side(coefficientColor('sft', 0.1))?.[1]])
  expect(side(coefficientColor('sft', 0))).toEqual(['less', '100'])
  expect(side(coefficientColor('sft', -1))).toEqual(['less', '100'])
  expect(side(coefficientColor('rl', -1))).toEqual(['less', '50'])
  expect(side(coefficientColor('rl', 0))?.[1]).toBe('0')
  expect(side(coefficientColor('rl', 7))).toEqual(['more', '100'])
})

test('every pace has its option', () => {
  for (const { value, pace } of paces) expect(paceValue(pace)).toBe(value)
  expect(paces.map(({ pace }) => pace.slow)).toEqual([0, 1, 5])
  expect(paceValue({ slow: 99 })).toBe('slower')
})
