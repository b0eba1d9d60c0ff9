import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../tools/script.mjs'
import { BadArguments } from '../runtimes/options.mjs'
import { loadTypeScript } from '../runtimes/typescript.mjs'
import { insistOnPreset } from './confirmed.mjs'
import { replaceFile } from './files.mjs'

/** The run that the page shows before its visitor has one. */
const PRESET = 'default'
const RECORD = `public/runs/${PRESET}.json`

/**
 * Writes a compact copy of a run for the page to show; resolves to what was written. Throws `BadArguments` where it is no such run.
 * @param {import('../src/results/resultsFile').ResultsFile} file
 */
export async function record(file) {
  const { compact } = /** @type {typeof import('./compact')} */ (await loadTypeScript('headless/compact.ts'))
  await insistOnPreset('--record', file)
  const { preset } = file.config
  if (preset !== PRESET)
    throw new BadArguments(`--record: the page shows a run of the preset ${PRESET}, and this is one of ${preset}.`)
  if (!file.samples || !file.offline || !file.scored)
    throw new BadArguments('--record: the file has no responses and examples to show; run the experiment again.')
  mkdirSync(join(root, 'public/runs'), { recursive: true })
  replaceFile(join(root, RECORD), `${JSON.stringify(compact(file))}\n`)
  return [RECORD]
}
