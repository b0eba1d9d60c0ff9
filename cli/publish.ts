import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readJson, root } from '../tools/script.mjs'
import { findPreset } from '../src/config/presets'
import { settingsName } from '../src/config/presets/confirmation'
import { confirmationOf } from '../src/results/confirmation'
import type { ResultsFile } from '../src/results/file'
import { BadArguments } from './arguments'
import { compact } from './compact'
import { replaceFile, replaceFormatted } from './files'

const CONFIRMATIONS = 'src/config/presets/confirmations.json'

/** The run that the page shows before its visitor has one. */
const RECORDED = 'default'

/** Seeds below are those that settings are chosen on. */
const FIRST_FRESH_SEED = 100

/**
 * Writes a preset's tables among the documents and its summary beside the presets.
 *
 * @param text the tables
 * @param folder the repository, or what stands for it
 * @returns the paths of what was written, from there
 * @throws BadArguments where the file confirms no preset
 */
export async function publish(file: ResultsFile, text: string, folder = root): Promise<string[]> {
  insistOnPreset('--publish', file)
  const { preset } = file.config
  const report = `docs/findings/${preset}.md`
  await replaceFormatted(pathIn(folder, report), text)
  const known = readJson(join(folder, CONFIRMATIONS)) as Record<string, unknown>
  const next = Object.entries({ ...known, [preset]: confirmationOf(file) }).sort(([a], [b]) => (a < b ? -1 : 1))
  await replaceFormatted(join(folder, CONFIRMATIONS), JSON.stringify(Object.fromEntries(next)))
  return [report, CONFIRMATIONS]
}

/**
 * Writes a compact copy of a run for the page to show.
 *
 * @param folder the repository, or what stands for it
 * @returns the paths of what was written, from there
 * @throws BadArguments where it is no such run
 */
export function record(file: ResultsFile, folder = root): string[] {
  insistOnPreset('--record', file)
  const { preset } = file.config
  if (preset !== RECORDED)
    throw new BadArguments(`--record: the page shows a run of the preset ${RECORDED}, and this is one of ${preset}.`)
  if (!file.samples || !file.offline || !file.scored)
    throw new BadArguments('--record: the file has no responses and examples to show; run the experiment again.')
  const copy = `public/runs/${RECORDED}.json`
  replaceFile(pathIn(folder, copy), `${JSON.stringify(compact(file))}\n`)
  return [copy]
}

function pathIn(folder: string, file: string): string {
  const path = join(folder, file)
  mkdirSync(dirname(path), { recursive: true })
  return path
}

/**
 * Throws `BadArguments` where a file is no finished run of a preset with its own settings, on seeds that nobody looked at while they
 * were chosen.
 */
function insistOnPreset(option: string, { config, seeds }: ResultsFile): void {
  const preset = findPreset(config.preset)
  if (!preset || settingsName(preset.config) !== settingsName(config))
    throw new BadArguments(`${option}: the settings are not those of the preset ${config.preset}.`)
  if (seeds.length < config.seeds.count)
    throw new BadArguments(`${option}: ${seeds.length} of ${config.seeds.count} seeds are done; finish the run first.`)
  if (seeds.some((seed) => seed < FIRST_FRESH_SEED))
    throw new BadArguments(`${option}: seeds below ${FIRST_FRESH_SEED} are those that settings are chosen on.`)
}
