import { describe, expect, test } from 'vitest'
import { type ArmId, nextArmId } from '../../../src/config/armId'
import { armKinds } from '../../../src/config/methods'
import { sftTraining } from '../../../src/config/armTraining'
import { parseConfig, type ExperimentConfig } from '../../../src/config/config'
import { hostWeighting } from '../../../src/training/hostWeights'

function configOf(changes: object = {}): ExperimentConfig {
  const result = parseConfig({ game: { id: 'track' }, ...changes })
  if ('problems' in result) throw new Error(JSON.stringify(result.problems))
  return result.config
}

const LOG_RATIOS = [
  [-0.2, 0.1, -1],
  [0.3, -4],
]
const ROWS = LOG_RATIOS.map((own) => ({
  prompt: [1],
  response: own.map(() => 2),
  behaviourLogProbs: own.map(() => -1),
}))
const LPB = ROWS.map(({ behaviourLogProbs }) => behaviourLogProbs)
const LP = LOG_RATIOS.map((own) => own.map((ratio) => ratio - 1))
const STEP = { step: 0, steps: 10, rows: ROWS, batch: { lp: LP, lpb: LPB, V: 40 } }

/** PEAR (token) by hand with γ = 1, δ in [−2, 0.3]: e to the sum of the δ that follow. */
const TOKEN = [[0.1 - 1, -1, 0].map(Math.exp), [-2, 0].map(Math.exp)]
const PEAR = { gamma: 1, deltaMin: -2, deltaMax: 0.3 }

/** What the host computes for an arm. */
const onHost = (arm: ArmId, config: ExperimentConfig, seed = 0) => {
  const training = sftTraining(arm, config)
  return training && hostWeighting(training, seed)
}

const close = (actual: readonly (readonly number[])[] | undefined, expected: readonly (readonly number[])[]): void => {
  expect(actual?.map((row) => row.length)).toEqual(expected.map((row) => row.length))
  expected.flat().forEach((value, i) => {
    expect(actual?.flat()[i]).toBeCloseTo(value, 10)
  })
}

describe('the training of an arm', () => {
  test('exists for every arm but the one without SFT', () => {
    const without = armKinds.filter((kind) => {
      const arm = nextArmId(kind, []) ?? 'none'
      return sftTraining(arm, configOf({ own: { 'formula-1': { formula: 'p' } } })) === undefined
    })
    expect(without).toEqual(['none'])
  })

  test('of stopped SFT changes nothing from a third of the steps on', () => {
    expect(sftTraining('early', configOf())?.objective).toEqual(sftTraining('sft', configOf())?.objective)
    const weighting = onHost('early', configOf())
    const factors = Array.from({ length: 10 }, (_, step) => weighting?.at({ ...STEP, step }).rateFactor)
    expect(factors).toEqual([1, 1, 1, 1, 0, 0, 0, 0, 0, 0])
  })

  test('of shuffled weights keeps the numbers of PEAR (token), dealt anew in every step and seed', () => {
    const deal = (seed: number, step: number) =>
      onHost('shuffled', configOf({ pear: PEAR }), seed)?.at({ ...STEP, step }).weights ?? []
    const numbers = (weights: readonly (readonly number[])[]): number[] => weights.flat().sort((a, b) => a - b)
    close([numbers(deal(0, 0))], [numbers(TOKEN)])
    expect(deal(0, 0)).toEqual(deal(0, 0))
    const different = new Set(
      Array.from({ length: 20 }, (_, i) =>
        deal(i % 2, i)
          .flat()
          .join(),
      ),
    )
    expect(different.size).toBeGreaterThan(5)
  })

  test('of position means gives each place the mean of PEAR (token) there', () => {
    const weights = onHost('position', configOf({ pear: PEAR }))?.at(STEP).weights
    const [long, short] = TOKEN as [number[], number[]]
    const profile = long.map((weight, t) => (t < short.length ? (weight + (short[t] ?? NaN)) / 2 : weight))
    close(weights, [profile, profile.slice(0, 2)])
  })

  test('of scaled SFT multiplies the rate by the mean of PEAR (token), and weighs all tokens alike', () => {
    const { rateFactor, weights } = onHost('scaled', configOf({ pear: PEAR }))?.at(STEP) ?? {}
    expect(rateFactor).toBeCloseTo(TOKEN.flat().reduce((a, b) => a + b) / 5, 10)
    expect(weights).toBeUndefined()
    expect(sftTraining('scaled', configOf())?.objective).toEqual(sftTraining('sft', configOf())?.objective)
  })

  test('of normalised weights is PEAR (token) with a mean of 1', () => {
    expect(sftTraining('normalised', configOf())?.objective).toEqual(
      sftTraining('token', configOf({ pear: { normalise: true } }))?.objective,
    )
  })

  test('with negatives keeps the weights of accepted responses and turns those of refused ones', () => {
    const config = configOf({ pear: { ...PEAR, negatives: 0.5 } })
    const rows = [ROWS[0] ?? { prompt: [], response: [], behaviourLogProbs: [] }, { ...ROWS[1], isRefused: true }]
    const step = { ...STEP, rows: rows as typeof ROWS }
    // The refused one: δ are 0.3 and −2.
    const refused = -0.5 * Math.exp(0.3 - 2)
    close(onHost('token', config)?.at(step).weights, [TOKEN[0] ?? [], [refused, refused]])
    expect(onHost('sft', config)).toBeUndefined()
    // Normalised, all are divided by the mean over the accepted one.
    const mean = (TOKEN[0] ?? []).reduce((a, b) => a + b) / 3
    const normalised = onHost('token', configOf({ pear: { ...PEAR, negatives: 0.5, normalise: true } }))?.at(
      step,
    ).weights
    close(normalised, [(TOKEN[0] ?? []).map((weight) => weight / mean), [refused / mean, refused / mean]])
  })
})
