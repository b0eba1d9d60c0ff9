import { expect, test } from 'vitest'
import { ROLLOUT_VARIANTS, TILES, variantsSchema } from '../../../src/policy/webgpu/variants'
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
  const tiles = [...forms.tile.keys()].map((tile) => forcedForms(withForms({ tile })))
  expect(tiles).toEqual(TILES.map((tile) => ({ tile })))
  const rollouts = [...forms.rollout.keys()].map((rollout) => forcedForms(withForms({ rollout })))
  expect(rollouts).toEqual(ROLLOUT_VARIANTS.map((rollout) => ({ rollout })))
  const both = forcedForms(withForms({ tile: '2x8', rollout: '64x1' }))
  expect(variantsSchema.safeParse(both).success).toBe(true)
})

test('settings that no form goes by are refused', () => {
  expect(engineSettingsSchema.safeParse(withForms({ tile: '2x8', rollout: '1x8' })).success).toBe(true)
  expect(engineSettingsSchema.safeParse(withForms({ tile: '3x8' })).success).toBe(false)
  expect(engineSettingsSchema.safeParse(withForms({ rollout: '2x2' })).success).toBe(false)
  expect(engineSettingsSchema.safeParse({ ...defaultEngineSettings, engine: 'webgl' }).success).toBe(false)
})
