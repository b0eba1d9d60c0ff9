import { expect, test } from 'vitest'
import type { ArmId } from '../../../src/config/armId'
import type { PointEvent } from '../../../src/results/events'
import { findPreset, presets } from '../../../src/config/presets'
import { settingsName } from '../../../src/config/presets/confirmation'
import { confirmationOf } from '../../../src/results/confirmation'
import known from '../../../src/config/presets/confirmations.json'
import type { ResultsFile } from '../../../src/results/file'
import { resultsFile } from '../../helpers/resultsFile'

const smoke = findPreset('smoke')?.config
if (!smoke) throw new Error('These tests need the preset smoke.')
const config: ResultsFile['config'] = { ...smoke, arms: ['sft', 'token'], seeds: { first: 100, count: 3 } }

const points = (arm: ArmId, step: number, values: readonly number[]): PointEvent[] =>
  values.map((passAt1, i) => ({
    kind: 'point',
    stage: 'rl',
    source: 'evaluation',
    step,
    arm,
    seed: 100 + i,
    values: { passAt1, ...(step === 0 && { heldOutNll: 1 + i }) },
  }))

const file = resultsFile(
  config,
  [100, 101, 102],
  [
    ...points('sft', 0, [0.1, 0.2, 0.3]),
    ...points('token', 0, [0.2, 0.2, 0.2]),
    ...points('sft', config.rl.steps, [0.3, 0.4, 0.5]),
    ...points('token', config.rl.steps, [0.4, 0.6, 0.8]),
  ],
)

test('a confirmation has each arm’s means and the paired difference with its interval', () => {
  const { seeds, arms } = confirmationOf(file)
  expect(seeds).toEqual([100, 101, 102])
  // Standard errors of 0.1, 0.2, 0.3 are 0.1/√3; differences are 0.1, 0.2, 0.3, and t is 4.3027 for two degrees of freedom.
  expect(arms).toEqual([
    {
      arm: 'sft',
      heldOutNll: { mean: 2, standardError: 0.5774 },
      postSft: { mean: 0.2, standardError: 0.0577 },
      postRl: { mean: 0.4, standardError: 0.0577 },
    },
    {
      arm: 'token',
      heldOutNll: { mean: 2, standardError: 0.5774 },
      postSft: { mean: 0.2, standardError: 0 },
      postRl: { mean: 0.6, standardError: 0.1155 },
      difference: { mean: 0.2, low: -0.0484, high: 0.4484 },
    },
  ])
})

test('settings have one name whatever the seeds are, and other settings another', () => {
  const name = settingsName(config)
  expect(settingsName({ ...config, seeds: { first: 0, count: 1 } })).toBe(name)
  expect(settingsName({ ...config, sft: { ...config.sft, steps: 10 } })).not.toBe(name)
  expect(confirmationOf(file).settings).toBe(name)
})

test('what is kept confirms presets as they are now, on seeds that settings were not chosen on', () => {
  for (const [id, { seeds }] of Object.entries<{ seeds: number[] }>(known)) {
    expect(presets[id]?.confirmation, `${id}: run it again and publish`).toBeDefined()
    expect(Math.min(...seeds), id).toBeGreaterThanOrEqual(100)
  }
  expect(Object.keys(presets)).toContain('default')
})
