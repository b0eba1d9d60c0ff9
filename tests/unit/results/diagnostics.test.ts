import { describe, expect, test } from 'vitest'
import type { ArmId } from '../../../src/config/armId'
import { crossingText } from '../../../src/results/diagnostics'
import { beforeAfter, crossings, diagnostics } from '../../../src/results/diagnostics'
import type { PointEvent } from '../../../src/results/events'
import { findPreset } from '../../../src/config/presets'
import { emptyResults, type RunResults } from '../../../src/results/results'
import { PointStore } from '../../../src/results/store'
import { point } from '../../helpers/points'

const smoke = findPreset('smoke')?.config
if (!smoke) throw new Error('These tests need the preset smoke.')
const config = { ...smoke, rl: { ...smoke.rl, steps: 10 } }
/** The t-quantile of 97.5 % for two degrees of freedom. */
const T2 = 4.302652729911275

const run = (arms: ArmId[], points: PointEvent[], seeds = [4, 5, 6]): RunResults => ({
  ...emptyResults,
  config: { ...config, arms },
  seeds,
  points: PointStore.of(points),
})

/** A run in which arms have these values of pass@1 before and after RL, a seed each. */
function through(values: Partial<Record<ArmId, readonly [readonly number[], readonly number[]]>>): RunResults {
  const arms = Object.keys(values) as ArmId[]
  return run(
    arms,
    arms.flatMap((arm) =>
      [0, 10].flatMap((step, moment) =>
        (values[arm]?.[moment] ?? []).map((passAt1, i) => point('rl', step, arm, 4 + i, { passAt1 })),
      ),
    ),
  )
}

describe('the diagnostics of an arm', () => {
  const results = run(
    ['none', 'token'],
    [
      point('rl', 5, 'token', 4, { drift: 100, cosine: 1 }),
      ...[1, 2, 3].map((drift, i) => point('rl', 10, 'token', 4 + i, { drift })),
      ...[0.5, -0.5].map((cosine, i) => point('rl', 10, 'token', 4 + i, { cosine })),
      point('rl', 10, 'none', 4, { drift: 7 }),
      point('sft', 60, 'token', 4, { meanWeight: 0.5, effectiveSampleSize: 0.8, deltaClippedLow: 0.1 }),
      point('sft', 60, 'token', 5, { meanWeight: 0.7, effectiveSampleSize: 0.8, deltaClippedLow: 0.3 }),
      point('sft', 30, 'token', 4, { meanWeight: 9, effectiveSampleSize: 1, deltaClippedLow: 1 }),
      // An evaluation after the last step has no weights.
      point('sft', 61, 'token', 4, { passAt1: 0.3 }),
    ],
  )
  const [none, token] = diagnostics(results)

  test('drift and cosine are those at the end of RL, over the seeds that have them', () => {
    // 1, 2, 3: standard error 1/√3.
    expect(token?.drift).toMatchObject({ mean: 2, n: 3 })
    expect(token?.drift.standardError).toBeCloseTo(1 / Math.sqrt(3), 12)
    expect(token?.cosine).toMatchObject({ mean: 0, standardError: 0.5, n: 2 })
    expect(none?.drift).toMatchObject({ mean: 7, n: 1 })
    expect(none?.cosine.n).toBe(0)
  })

  test('weights are those of the last SFT step that has them', () => {
    const weights = Object.fromEntries(token?.weights.map(({ metric, over }) => [metric, over]) ?? [])
    expect(weights.meanWeight?.mean).toBeCloseTo(0.6, 12)
    expect(weights.meanWeight?.standardError).toBeCloseTo(0.1, 12)
    expect(weights.effectiveSampleSize).toMatchObject({ mean: 0.8, n: 2 })
    expect(weights.deltaClippedLow?.mean).toBeCloseTo(0.2, 12)
    expect(token?.weights.map(({ metric, over }) => [metric, over.n])).toEqual([
      ['meanWeight', 2],
      ['effectiveSampleSize', 2],
      ['deltaClippedLow', 2],
      ['deltaClippedHigh', 0],
      ['logGClippedLow', 0],
      ['logGClippedHigh', 0],
    ])
    expect(none?.weights.every(({ over }) => over.n === 0)).toBe(true)
  })

  test('there are none before a run', () => {
    expect([diagnostics(emptyResults), beforeAfter(emptyResults), crossings(emptyResults)]).toEqual([[], [], []])
  })
})

describe('rank reversals', () => {
  const shown = through({
    sft: [
      [0.6, 0.7, 0.8],
      [0.6, 0.5, 0.7],
    ],
    token: [
      [0.3, 0.3, 0.3],
      [0.9, 0.9, 0.9],
    ],
  })

  test('are claimed where both intervals exclude 0', () => {
    const [found, ...others] = crossings(shown)
    expect(others).toEqual([])
    expect(found).toMatchObject({ upper: 'sft', lower: 'token', shown: true })
    // Before: 0.3, 0.4, 0.5. After: −0.3, −0.4, −0.2. Both have standard error 0.1/√3.
    const reach = (T2 * 0.1) / Math.sqrt(3)
    expect(found?.before.mean).toBeCloseTo(0.4, 12)
    expect(found?.before.low).toBeCloseTo(0.4 - reach, 9)
    expect(found?.after.mean).toBeCloseTo(-0.3, 12)
    expect(found?.after.high).toBeCloseTo(-0.3 + reach, 9)
    expect(found && crossingText(found)).toBe(
      'SFT is above PEAR (token) before RL (paired +0.40 [+0.15, +0.65]) and below it after RL (−0.30 [−0.55, −0.05]), n = 3.',
    )
  })

  test('are named from the arm that is above first, wherever it stands in the list', () => {
    const [found] = crossings(
      through({
        sft: [
          [0.1, 0.2, 0.1],
          [0.9, 0.9, 0.8],
        ],
        token: [
          [0.5, 0.5, 0.5],
          [0.6, 0.5, 0.6],
        ],
      }),
    )
    expect(found).toMatchObject({ upper: 'token', lower: 'sft', shown: true })
  })

  test('are not claimed where an interval holds 0', () => {
    const [found] = crossings(
      through({
        sft: [
          [0.6, 0.2, 0.5],
          [0.5, 0.5, 0.5],
        ],
        token: [
          [0.4, 0.4, 0.4],
          [0.9, 0.8, 0.9],
        ],
      }),
    )
    // Before: 0.2, −0.2, 0.1.
    expect(found?.before.mean).toBeCloseTo(1 / 30, 12)
    expect(found?.shown).toBe(false)
    expect(found && crossingText(found)).toMatch(
      /^SFT and PEAR \(token\): the means cross \(paired \+0\.03 \[−0\.48, \+0\.55\] before RL, .*n = 3\); no reversal shown: an interval holds 0\.$/,
    )
  })

  test('need an order that changes', () => {
    const same = through({
      sft: [
        [0.6, 0.6],
        [0.7, 0.7],
      ],
      token: [
        [0.5, 0.5],
        [0.6, 0.6],
      ],
    })
    const equal = through({
      sft: [
        [0.5, 0.5],
        [0.7, 0.7],
      ],
      token: [
        [0.5, 0.5],
        [0.8, 0.8],
      ],
    })
    expect([crossings(same), crossings(equal)]).toEqual([[], []])
  })

  test('need more than one seed, and are paired over the seeds that both have', () => {
    const one = through({
      sft: [[0.6], [0.7]],
      token: [
        [0.5, 0.1],
        [0.8, 0.1],
      ],
    })
    const [found] = crossings(one)
    expect(found).toMatchObject({ shown: false, before: { n: 1 }, after: { n: 1 } })
    expect(found && crossingText(found)).toContain('(paired +0.10 before RL, −0.10 after RL, n = 1)')
    expect(found && crossingText(found)).toContain('no reversal shown: one seed has no interval')
    expect(crossings(through({ sft: [[0.6], []], token: [[0.5], [0.8]] }))).toEqual([])
  })

  test('that are shown come first', () => {
    const found = crossings(
      through({
        none: [
          [0.5, 0.9, 0.5],
          [0.2, 0.2, 0.2],
        ],
        sft: [
          [0.6, 0.6, 0.6],
          [0.5, 0.5, 0.5],
        ],
        token: [
          [0.3, 0.3, 0.2],
          [0.9, 0.9, 0.8],
        ],
      }),
    )
    expect(found.map(({ upper, lower, shown: claimed }) => [upper, lower, claimed])).toEqual([
      ['sft', 'token', true],
      ['none', 'sft', false],
      ['none', 'token', false],
    ])
  })
})

test('pass@1 before and after RL is kept by seed', () => {
  const [sft] = beforeAfter(
    through({
      sft: [
        [0.2, 0.4, 0.9],
        [0.6, 0.8],
      ],
    }),
  )
  expect(sft?.seeds).toEqual([
    { seed: 4, before: 0.2, after: 0.6 },
    { seed: 5, before: 0.4, after: 0.8 },
  ])
  expect(sft?.before.mean).toBeCloseTo(0.3, 12)
  expect(sft?.after.mean).toBeCloseTo(0.7, 12)
})
