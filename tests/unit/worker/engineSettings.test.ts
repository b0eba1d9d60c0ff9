import { expect, test } from 'vitest'
import { ROLLOUT_VARIANTS, TILE_ROWS, variantsSchema } from '../../../src/policy/webgpu/variants'
import {
  defaultEngineSettings,
  engineSettingsSchema,
  forcedForms,
  forms,
  type EngineSettings,
} from '../../../src/worker/engineSettings'

const withForms = (part: Partial<EngineSettings>): EngineSettings => ({ ...defaultEngineSettings, ...part })

test('nothing is forced unless said', () => {
  expect(forcedForms(defaultEngineSettings)).toEqual({})
})

test('every form of every kernel can be forced', () => {
  const tiles = [...forms.tileRows.keys()].map((tileRows) => forcedForms(withForms({ tileRows })))
  expect(tiles).toEqual(TILE_ROWS.map((tileRows) => ({ tileRows })))
  const rollouts = [...forms.rollout.keys()].map((rollout) => forcedForms(withForms({ rollout })))
  expect(rollouts).toEqual(ROLLOUT_VARIANTS.map((rollout) => ({ rollout })))
  const both = forcedForms(withForms({ tileRows: '2', rollout: '64x1' }))
  expect(variantsSchema.safeParse(both).success).toBe(true)
})

test('settings that no form goes by are refused', () => {
  expect(engineSettingsSchema.safeParse(withForms({ tileRows: '2', rollout: '1x8' })).success).toBe(true)
  expect(engineSettingsSchema.safeParse(withForms({ tileRows: '3' })).success).toBe(false)
  expect(engineSettingsSchema.safeParse(withForms({ rollout: '2x2' })).success).toBe(false)
  expect(engineSettingsSchema.safeParse({ ...defaultEngineSettings, engine: 'webgl' }).success).toBe(false)
})
