import { expect, test } from 'vitest'
import { publish } from '../../../headless/publish.mjs'
import { defaultPreset } from '../../../src/config/presets'
import { resultsFile } from '../../helpers/resultsFile'

const config = { ...defaultPreset.config, seeds: { first: 200, count: 2 } }
const file = resultsFile(config, [200, 201])

test.each([
  [{ config: { ...config, sft: { ...config.sft, steps: 61 } } }, 'the settings are not those of the preset default'],
  [{ config: { ...config, preset: 'mine' } }, 'the settings are not those of the preset mine'],
  [{ seeds: [200] }, '1 of 2 seeds are done'],
  [{ config: { ...config, seeds: { first: 3, count: 2 } }, seeds: [3, 4] }, 'seeds below 100'],
])('what confirms no preset is not published: %#', async (change, sentence) => {
  await expect(publish({ ...file, ...change }, '')).rejects.toThrow(sentence)
})
