import { describe, expect, test } from 'vitest'
import { flatGroupShare, groupAdvantages, type AdvantageScale } from '../../../src/pear/grpo'
import cases from '../../oracle/grpo.json'

describe('advantages', () => {
  test.each(cases)('$reduction, scale $scaleRewards, as PyTorch computed them', (vector) => {
    const advantages = groupAdvantages(vector.rewards, vector.groupSize, vector.scaleRewards as AdvantageScale)
    advantages.forEach((advantage, i) => {
      expect(advantage).toBeCloseTo(vector.advantages[i] as number, 9)
    })
  })

  test('a group with one reward has none', () => {
    expect(groupAdvantages([1, 1, 0, 0], 2, 'group')).toEqual([0, 0, 0, 0])
    expect(flatGroupShare([1, 1, 0, 1], 2)).toBe(0.5)
  })

  test('what is not whole groups is refused', () => {
    expect(() => groupAdvantages([1, 0, 1], 2, 'none')).toThrow(RangeError)
    expect(() => groupAdvantages([1], 1, 'none')).toThrow(RangeError)
    expect(() => groupAdvantages([], 2, 'none')).toThrow(RangeError)
  })
})
