import { BadArguments } from '../runtimes/options.mjs'
import { loadTypeScript } from '../runtimes/typescript.mjs'

/** Seeds below are those that settings are chosen on. */
const FIRST_FRESH_SEED = 100

/**
 * Throws `BadArguments` where a file is no finished run of a preset with its own settings, on seeds that nobody looked at while they
 * were chosen.
 * @param {string} option that asks
 * @param {import('../src/results/resultsFile').ResultsFile} file
 */
export async function insistOnPreset(option, { config, seeds }) {
  const { settingsName } = /** @type {typeof import('../src/config/presets/confirmation')} */ (
    await loadTypeScript('src/config/presets/confirmation.ts')
  )
  const { findPreset } = /** @type {typeof import('../src/config/presets')} */ (
    await loadTypeScript('src/config/presets/index.ts')
  )
  const preset = findPreset(config.preset)
  if (!preset || settingsName(preset.config) !== settingsName(config))
    throw new BadArguments(`${option}: the settings are not those of the preset ${config.preset}.`)
  if (seeds.length < config.seeds.count)
    throw new BadArguments(`${option}: ${seeds.length} of ${config.seeds.count} seeds are done; finish the run first.`)
  if (seeds.some((seed) => seed < FIRST_FRESH_SEED))
    throw new BadArguments(`${option}: seeds below ${FIRST_FRESH_SEED} are those that settings are chosen on.`)
}
