import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { readJson, root } from '../tools/script.mjs'
import { loadTypeScript } from '../runtimes/typescript.mjs'
import { insistOnPreset } from './confirmed.mjs'
import { replaceFormatted } from './files.mjs'

const CONFIRMATIONS = 'src/config/presets/confirmations.json'

/**
 * Writes a preset's tables among the documents and its summary beside the presets; resolves to what was written. Throws
 * `BadArguments` where the file confirms no preset.
 * @param {import('../src/results/resultsFile').ResultsFile} file
 * @param {string} text the tables
 */
export async function publish(file, text) {
  const { confirmationOf } = /** @type {typeof import('../src/results/confirmation')} */ (
    await loadTypeScript('src/results/confirmation.ts')
  )
  await insistOnPreset('--publish', file)
  const { config } = file
  const report = `docs/findings/${config.preset}.md`
  mkdirSync(join(root, 'docs/findings'), { recursive: true })
  await replaceFormatted(join(root, report), text)
  const known = /** @type {Record<string, unknown>} */ (readJson(join(root, CONFIRMATIONS)))
  const next = Object.entries({ ...known, [config.preset]: confirmationOf(file) }).sort(([a], [b]) => (a < b ? -1 : 1))
  await replaceFormatted(join(root, CONFIRMATIONS), JSON.stringify(Object.fromEntries(next)))
  return [report, CONFIRMATIONS]
}
