import { expect, test } from 'vitest'
import type { ArmId } from '../../../src/config/armId'
import type { PointEvent } from '../../../src/results/events'
import { headline } from '../../../src/results/headline'
import { findPreset } from '../../../src/config/presets'
import { emptyResults, type RunResults } from '../../../src/results/results'
import { PointStore } from '../../../src/results/store'

const smoke = findPreset('smoke')?.config
if (!smoke) throw new Error('These tests need the preset smoke.')

/** Results of a run in which arms end with these values, a seed each. */
function ending(values: Partial<Record<ArmId, readonly number[]>>): RunResults {
  const armIds = Object.keys(values) as ArmId[]
  const points = armIds.flatMap((arm) =>
    (values[arm] ?? []).map((passAt1, seed): PointEvent => ({
      kind: 'point',
      stage: 'rl',
      source: 'evaluation',
      step: 60,
      arm,
      seed,
      values: { passAt1 },
    })),
  )
  return {
    ...emptyResults,
    config: { ...smoke, arms: armIds, rl: { ...smoke?.rl, steps: 60 } } as NonNullable<RunResults['config']>,
    seeds: [0, 1, 2],
    points: PointStore.of(points),
  }
}

test('a difference is claimed where its interval excludes 0', () => {
  // Differences 0.3, 0.4, 0.5: standard error 0.1/√3, t for two degrees of freedom 4.3027.
  const values = { none: [0.9, 0.9, 0.9], sft: [0.5, 0.4, 0.3], token: [0.8, 0.8, 0.8], sequence: [1, 1, 1] }
  expect(headline(ending(values))).toBe(
    'PEAR (token) ends above SFT: after 60 RL steps PEAR (token) reaches 0.80 ± 0.00 on held-out pass@1, SFT 0.40 ± 0.06 ' +
      '(paired +0.40 [0.15, 0.65], n = 3); RL without SFT reaches 0.90 ± 0.00.',
  )
  expect(headline(ending({ sft: values.token, token: values.sft }))).toMatch(
    /^PEAR \(token\) ends below SFT: .*\(paired −0\.40 \[−0\.65, −0\.15\], n = 3\)\.$/,
  )
})

test('none is claimed where the interval holds 0', () => {
  expect(headline(ending({ sft: [0.5, 0.4, 0.3], dft: [0.4, 0.5, 0.4] }))).toMatch(
    /^No difference shown: .*DFT reaches/,
  )
  const one = { ...ending({ sft: [0.5], token: [0.9] }), seeds: [0] }
  expect(headline(one)).toBe(
    'One seed cannot show a difference: after 60 RL steps PEAR (token) reaches 0.90 on held-out pass@1, SFT 0.50 (paired +0.40, n = 1).',
  )
})

test('nothing is said before every seed is through', () => {
  expect(headline(ending({ sft: [0.5, 0.4, 0.3], token: [0.8, 0.8] }))).toBeUndefined()
  expect(headline(ending({ none: [0.5, 0.4, 0.3], token: [0.8, 0.8, 0.8] }))).toBeUndefined()
  expect(headline(ending({ none: [0.5, 0.4, 0.3], sft: [0.8, 0.8, 0.8] }))).toBeUndefined()
  expect(headline(emptyResults)).toBeUndefined()
})
