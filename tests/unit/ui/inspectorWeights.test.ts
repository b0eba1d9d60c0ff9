import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeLink } from '../../../src/config/link'
import { type ExperimentConfig, pearSettings } from '../../../src/config/config'
import type { FormulaBatch } from '../../../src/pear/formula'
import { pearWeights, type PearSettings } from '../../../src/pear/weights'
import { offeredRows, refusedRow, rowTitle, rowWeights, type WeightRow } from '../../../src/ui/inspector/rows'
import { readWeightingText, type WeightingKey } from '../../../src/ui/inspector/weighting'
import {
  clipSide,
  constantsOf,
  exampleWeights,
  pearVariants,
  ratioSpan,
  sharedSpans,
} from '../../../src/ui/inspector/weights'

const SETTINGS: PearSettings = { gamma: 0.5, block: 2, clipDelta: [-1, 0.5], clipLogG: [-1.2, 0.4] }
const BEHAVIOUR = [-1, -0.5, -0.25, -2, -1]
/** Log ratios 0.25, −2, 0.75, 0.125 and 0. */
const POLICY = [-0.75, -2.5, 0.5, -1.875, -1]
const LOG_HALF = Math.log(0.5)

describe('the weights of one example', () => {
  const weights = exampleWeights(POLICY, BEHAVIOUR, SETTINGS)

  test('have δ clipped and marked on its side', () => {
    expect(weights.ratios).toEqual([
      { raw: 0.25, delta: 0.25, clipped: undefined },
      { raw: -2, delta: -1, clipped: 'low' },
      { raw: 0.75, delta: 0.5, clipped: 'high' },
      { raw: 0.125, delta: 0.125, clipped: undefined },
      { raw: 0, delta: 0, clipped: undefined },
    ])
  })

  test('of PEAR (token) sum up what follows the token', () => {
    const raws = [4 * LOG_HALF - 0.375, 3 * LOG_HALF + 0.625, 2 * LOG_HALF + 0.125, LOG_HALF, 0]
    for (const [t, raw] of raws.entries()) expect(weights.token[t]?.raw).toBeCloseTo(raw, 12)
    expect(weights.token.map(({ clipped }) => clipped)).toEqual(['low', 'low', 'low', undefined, undefined])
    expect(weights.token[0]?.logWeight).toBeCloseTo(-1.2, 14)
  })

  test('of PEAR (block) are shared by pairs, the last token alone', () => {
    const raws = [3 * LOG_HALF + 0.625, 3 * LOG_HALF + 0.625, LOG_HALF, LOG_HALF, 0]
    for (const [t, raw] of raws.entries()) expect(weights.block[t]?.raw).toBeCloseTo(raw, 12)
    expect(weights.block.map(({ clipped }) => clipped)).toEqual(['low', 'low', undefined, undefined, undefined])
  })

  test('of PEAR (sequence) are the sum of all δ', () => {
    for (const { raw, clipped } of weights.sequence) expect([raw, clipped]).toEqual([-0.125, undefined])
  })

  test('are marked high above the upper bound', () => {
    const high = exampleWeights([0, 0], [-3, -3], { ...SETTINGS, gamma: 1 })
    expect(high.token.map(({ clipped, logWeight }) => [clipped, logWeight])).toEqual([
      ['high', 0.4],
      [undefined, 0],
    ])
  })

  test('need both policies to have one length', () => {
    expect(() => exampleWeights([0], [0, 0], SETTINGS)).toThrow(
      'A response has one length, not 1 under π_θ and 2 under π_β.',
    )
  })
})

test('a value on a bound is not clipped', () => {
  expect([-2, -1, 0, 0.5, 0.6].map((value) => clipSide(value, [-1, 0.5]))).toEqual([
    'low',
    undefined,
    undefined,
    undefined,
    'high',
  ])
})

test('weights are γ to the number of δ in their span times the ratio of these, for any response and settings', () => {
  const logProb = fc.double({ min: -8, max: 0, noNaN: true })
  fc.assert(
    fc.property(
      fc.array(fc.tuple(logProb, logProb), { minLength: 1, maxLength: 12 }),
      fc.double({ min: 0.5, max: 1, noNaN: true }),
      fc.integer({ min: 1, max: 14 }),
      (pairs, gamma, block) => {
        const settings: PearSettings = { gamma, block, clipDelta: [-2, 1], clipLogG: [-6, 3] }
        const policy = pairs.map(([own]) => own)
        const behaviour = pairs.map(([, theirs]) => theirs)
        const weights = exampleWeights(policy, behaviour, settings)
        for (const variant of pearVariants)
          for (const t of pairs.keys()) {
            const span = ratioSpan(variant, t, pairs.length, block)
            let ratio = 1
            for (let j = 0; j < pairs.length; j++) {
              if (!span || j < span.start || j > span.end) continue
              const delta = Math.min(1, Math.max(-2, (policy[j] as number) - (behaviour[j] as number)))
              ratio *= Math.exp(delta) * (variant === 'sequence' ? 1 : gamma)
            }
            const clipped = Math.min(Math.exp(3), Math.max(Math.exp(-6), ratio))
            expect(Math.exp(weights[variant][t]?.logWeight ?? NaN) / clipped).toBeCloseTo(1, 8)
          }
      },
    ),
  )
})

describe('spans', () => {
  test('cut a response of 7 into blocks of 3 from its first token on', () => {
    expect(sharedSpans('block', 7, 3)).toEqual([
      { start: 0, end: 2 },
      { start: 3, end: 5 },
      { start: 6, end: 6 },
    ])
    expect(sharedSpans('sequence', 7, 3)).toEqual([{ start: 0, end: 6 }])
    expect(sharedSpans('token', 2, 3)).toEqual([
      { start: 0, end: 0 },
      { start: 1, end: 1 },
    ])
    expect(sharedSpans('sequence', 0, 3)).toEqual([])
  })

  test('of the δ that a weight sums up lie behind its token, its block, or are all', () => {
    expect(ratioSpan('token', 1, 7, 3)).toEqual({ start: 2, end: 6 })
    expect(ratioSpan('token', 6, 7, 3)).toBeUndefined()
    expect(ratioSpan('block', 1, 7, 3)).toEqual({ start: 3, end: 6 })
    expect(ratioSpan('block', 6, 7, 3)).toBeUndefined()
    expect(ratioSpan('block', 0, 7, 9)).toBeUndefined()
    expect(ratioSpan('sequence', 6, 7, 3)).toEqual({ start: 0, end: 6 })
  })
})

/** The row of a key, of those that a run and the settings offer. */
function rowOf(key: string, run: ExperimentConfig, settings = run): WeightRow {
  const row = offeredRows(run, settings).find((one) => one.key === key)
  if (!row) throw new Error(`There is no row ${key}.`)
  return row
}

/** A row's weights, which must be as these. */
function expectWeights(
  row: WeightRow | undefined,
  batch: Omit<FormulaBatch, 'V'>,
  settings: PearSettings,
  wanted: readonly (readonly number[])[],
): void {
  if (!row) throw new Error('There is no row.')
  const found = rowWeights(row, { ...batch, V: 4 }, constantsOf(settings))
  if ('problem' in found) throw new Error(found.problem)
  expect(found.weights.map((all) => all.length)).toEqual(wanted.map((all) => all.length))
  for (const [i, all] of wanted.entries())
    for (const [t, weight] of all.entries()) expect(found.weights[i]?.[t]).toBeCloseTo(weight, 12)
}

describe('other rows', () => {
  const { config } = decodeLink('v=1&preset=smoke&pear.negatives=0.2')
  // γ = 1/2 and no ratio: 1/2 and 1, and 1 for the response of one token.
  const plain: PearSettings = { gamma: 0.5, block: 2, clipDelta: [-2, 2], clipLogG: [-10, 10] }
  const same = { lp: [[-1, -2], [-1]], lpb: [[-1, -2], [-1]] }
  const half = Math.log(0.5)

  test('count 1 in SFT and the probability in DFT', () => {
    expectWeights(rowOf('method sft', config), same, plain, [[1, 1], [1]])
    expectWeights(rowOf('method dft', config), { lp: [[0, 2 * half]] }, plain, [[1, 0.25]])
  })

  test('take their means over all examples', () => {
    expectWeights(rowOf('method position', config), same, plain, [[(0.5 + 1) / 2, 1], [(0.5 + 1) / 2]])
    const mean = (0.5 + 1 + 1) / 3
    expectWeights(rowOf('method normalised', config), same, plain, [[0.5 / mean, 1 / mean], [1 / mean]])
  })

  test('read the base policy and the entropies where their method does', () => {
    const lp = [[half, 3 * half]]
    // The ratio to the base policy is 1 and 1/4, its geometric mean 1/2.
    expectWeights(rowOf('method iw', config), { lp, lp0: [[half, half]] }, plain, [[0.5, 0.5]])
    expectWeights(rowOf('method eaft', config), { lp, H: [[Math.log(2), 0]] }, plain, [[0.5, 0]])
    expect(rowWeights(rowOf('method eaft', config), { lp, V: 4 }, constantsOf(plain))).toEqual({
      problem: 'This run kept no entropies of its examples: run its settings again to see these weights.',
    })
  })

  test('of a refused response are −λ times its sequence weight', () => {
    const weight = -0.2 * Math.exp(0.5)
    expectWeights(refusedRow(config), { lp: [[-1, -2]], lpb: [[-1.5, -2]] }, plain, [[weight, weight]])
    expect(refusedRow(decodeLink('v=1&preset=smoke').config)).toBeUndefined()
  })

  test('are of every method that weighs tokens in a way of its own', () => {
    const kinds = [
      'sft',
      'dft',
      'power',
      'chord',
      'eaft',
      'iw',
      'tail',
      'centred',
      'shuffled',
      'position',
      'normalised',
    ]
    expect(offeredRows(config, config).map(({ key }) => key)).toEqual(kinds.map((kind) => `method ${kind}`))
  })
})

describe('what is typed', () => {
  test('may have a comma, a true minus sign and blanks', () => {
    expect(readWeightingText('gamma', ' 0,9 ')).toEqual({ value: 0.9 })
    expect(readWeightingText('deltaMin', '−1.5')).toEqual({ value: -1.5 })
    expect(readWeightingText('logGMax', '1e1')).toEqual({ value: 10 })
  })

  test('is refused with the range where it is no number, or none that the settings take', () => {
    const gamma = { problem: 'γ must be a number from 0.5 to 1.' }
    for (const text of ['', 'x', '0.4', '1.1', '0x1', 'Infinity', '--1'])
      expect(readWeightingText('gamma', text)).toEqual(gamma)
    expect(readWeightingText('block', '2.5')).toEqual({ problem: 'Block size B must be a whole number from 1 to 512.' })
    expect(readWeightingText('deltaMin', '0.1')).toEqual({ problem: 'δ min must be a number from -20 to 0.' })
  })

  test('can never put a lower bound above its upper one', () => {
    const accepts = (key: WeightingKey, value: number) => 'value' in readWeightingText(key, String(value))
    for (const value of [-20, -0.1, 0, 0.1, 20]) {
      expect(accepts('deltaMin', value)).toBe(value <= 0)
      expect(accepts('deltaMax', value)).toBe(value >= 0)
      expect(accepts('logGMin', value)).toBe(value <= 0)
      expect(accepts('logGMax', value)).toBe(value >= 0)
    }
  })
})

describe('arms with something of their own', () => {
  const run = decodeLink(
    'v=1&preset=smoke&arms=none,sft,power,token,token-2,sequence-2,normalised-2,scaled-2,formula-1&own.power.q=0' +
      '&own.token-2.gamma=0.5&own.token-2.deltaMin=-0.5&own.sequence-2.name=Renamed&own.normalised-2.gamma=0.5' +
      '&own.scaled-2.gamma=0.5&own.formula-1.formula=2*p',
  ).config
  const tried = pearSettings({ ...run.pear, gamma: 0.1 })
  const keysOf = (settings: ExperimentConfig) =>
    offeredRows(run, settings).flatMap(({ key }) => (key.startsWith('method ') ? [] : key))

  test('are rows, those that only have a name or another learning rate are not', () => {
    expect(run.arms).toEqual(expect.arrayContaining(['sequence-2', 'scaled-2']))
    expect(keysOf(run)).toEqual(['power', 'token-2', 'normalised-2', 'formula-1'])
    expect(rowOf('token-2', run).note).toContain('a weighting of its own')
  })

  test('weigh by their own settings and the run’s others, whatever the sliders say', () => {
    const { deltaMax } = run.pear
    // Log ratios 0.25, −2, 0.75, 0.125 and 0, clipped to [−0.5, δ max].
    const clipped = [0.25, -0.5, 0.75, 0.125, 0].map((value) => Math.min(value, deltaMax))
    const after = (t: number): number => clipped.slice(t + 1).reduce((sum, value) => sum + value, 0)
    const weights = clipped.map((_, t) => 0.5 ** (4 - t) * Math.exp(after(t)))
    expectWeights(rowOf('token-2', run), { lp: [POLICY], lpb: [BEHAVIOUR] }, tried, [weights])
    expectWeights(rowOf('power', run), { lp: [[-1, -2]] }, tried, [[1, 1]])
    expectWeights(rowOf('formula-1', run), { lp: [[-1, -2]] }, tried, [[2 * Math.exp(-1), 2 * Math.exp(-2)]])
  })

  test('of the settings are formulas that the run did not train with, and follow the sliders', () => {
    const link = 'v=1&preset=smoke&arms=token,formula-1,formula-2&own.formula-1.formula=2*p&own.formula-2.formula=gamma'
    const settings = decodeLink(`${link}&own.formula-2.name=Mine`).config
    expect(keysOf(settings)).toEqual([...keysOf(run), 'settings formula-2'])
    const row = rowOf('settings formula-2', run, settings)
    expect(rowTitle(row)).toBe('Mine')
    expectWeights(row, { lp: [[-1, -2]] }, tried, [[0.1, 0.1]])
  })

  test('say which weight is no finite number', () => {
    const settings = decodeLink('v=1&preset=smoke&arms=token,formula-1&own.formula-1.formula=1/(t-2)').config
    const row = rowOf('settings formula-1', run, settings)
    expect(rowWeights(row, { lp: [[-1, -2]], V: 4 }, constantsOf(tried))).toEqual({
      problem: expect.stringContaining('token 2 of response 1') as string,
    })
  })
})

test('PEAR’s three rows are the formulas of the methods, and these are the weights of training', () => {
  const weights = exampleWeights(POLICY, BEHAVIOUR, SETTINGS)
  const ratios = POLICY.map((value, t) => value - (BEHAVIOUR[t] ?? NaN))
  for (const variant of pearVariants)
    for (const [t, weight] of pearWeights(ratios, variant, SETTINGS).entries())
      expect(Math.exp(weights[variant][t]?.logWeight ?? NaN)).toBeCloseTo(weight, 12)
})
