import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { readJson } from '../bin/json.mjs'
import { root } from '../bin/run.mjs'
import { BadArguments } from '../runtimes/options.mjs'
import { loadTypeScript } from '../runtimes/typescript.mjs'
import { replaceFormatted } from './files.mjs'

const CONFIRMATIONS = 'src/experiment/presets/confirmations.json'
/** Seeds below are those that settings are chosen on. */
const FIRST_FRESH_SEED = 100

/**
 * Writes a preset's tables among the documents and its summary beside the presets; resolves to what was written. Throws
 * `BadArguments` where the file confirms no preset.
 * @param {import('../src/experiment/resultsFile').ResultsFile} file
 * @param {string} text the tables
 */
export async function publish(file, text) {
  const { confirmationOf, settingsName } = /** @type {typeof import('../src/experiment/presets/confirmation')} */ (
    await loadTypeScript('src/experiment/presets/confirmation.ts')
  )
  const { findPreset } = /** @type {typeof import('../src/experiment/presets')} */ (
    await loadTypeScript('src/experiment/presets/index.ts')
  )
  const { config, seeds } = file
  const preset = findPreset(config.preset)
  if (!preset || settingsName(preset.config) !== settingsName(config))
    throw new BadArguments(`--publish: the settings are not those of the preset ${config.preset}.`)
  if (seeds.length < config.seeds.count)
    throw new BadArguments(`--publish: ${seeds.length} of ${config.seeds.count} seeds are done; finish the run first.`)
  if (seeds.some((seed) => seed < FIRST_FRESH_SEED))
    throw new BadArguments(`--publish: seeds below ${FIRST_FRESH_SEED} are those that settings are chosen on.`)
  const report = `docs/findings/${config.preset}.md`
  mkdirSync(join(root, 'docs/findings'), { recursive: true })
  await replaceFormatted(join(root, report), text)
  const known = /** @type {Record<string, unknown>} */ (readJson(join(root, CONFIRMATIONS)))
  const next = Object.entries({ ...known, [config.preset]: confirmationOf(file) }).sort(([a], [b]) => (a < b ? -1 : 1))
  await replaceFormatted(join(root, CONFIRMATIONS), JSON.stringify(Object.fromEntries(next)))
  return [report, CONFIRMATIONS]
}
