import { createHash } from 'node:crypto'
import { Problem } from '../tools/script.mjs'
import { loadTypeScript } from '../runtimes/typescript.mjs'
import { readManifest, removePolicy, writeManifest, writePolicy } from './basesFolder.mjs'
import { choiceOf } from './choice.mjs'
import { commandOf } from './files.mjs'
import { ProgressLine } from './progress.mjs'
import { withTrainer } from './runtimes.mjs'

/**
 * @typedef {import('../src/config/config').ExperimentConfig} ExperimentConfig
 * @typedef {import('../src/run/bases/manifest').BasesManifest} BasesManifest
 * @typedef {import('../src/run/bases/manifest').ShippedPolicy} ShippedPolicy
 * @typedef {import('./basesUpkeep').SeedRange} SeedRange
 */

/**
 * Pretrains the base policies that are missing, part by part, writes each part with its entries in the manifest, and
 * resolves to what is there now.
 * @param {import('./basesArguments.mjs').BasesArguments} options
 * @param {string[]} words the command line
 * @param {NodeJS.WriteStream} output
 */
export async function makeBases(options, words, output) {
  const { config, settings } = await choiceOf(options)
  const { missingSeeds } = await upkeep()
  const before = await readManifest()
  const ranges = missingSeeds(before, config, options.atOnce)
  const toTrain = ranges.reduce((sum, { count }) => sum + count, 0)
  output.write(`${config.seeds.count - toTrain} of ${config.seeds.count} base policies are there.\n`)
  /** @param {import('./runtimes.mjs').Trainer} trainer */
  const work = (trainer) =>
    trainRanges(trainer, ranges, { config, manifest: before, command: commandOf('npm run bases', words), output })
  const manifest = toTrain === 0 ? before : await withTrainer(options, settings, work)
  return summary(manifest, options.prune)
}

/**
 * @param {import('./runtimes.mjs').Trainer} trainer
 * @param {readonly SeedRange[]} ranges
 * @param {{ config: ExperimentConfig, manifest: BasesManifest, command: string, output: NodeJS.WriteStream }} run
 * @returns {Promise<BasesManifest>}
 */
async function trainRanges(trainer, [seeds, ...rest], run) {
  if (!seeds) return run.manifest
  const { withPolicies } = await upkeep()
  const left = rest.reduce((sum, { count }) => sum + count, 0)
  const trained = await trainRange(trainer, { ...run.config, seeds }, left, run)
  const manifest = withPolicies(run.manifest, trained)
  await writeManifest(manifest)
  return trainRanges(trainer, rest, { ...run, manifest })
}

/**
 * Trains some seeds at once and writes their files; resolves to their entries.
 * @param {import('./runtimes.mjs').Trainer} trainer
 * @param {ExperimentConfig} config
 * @param {number} left seeds that come after these
 * @param {{ command: string, output: NodeJS.WriteStream }} run
 * @returns {Promise<ShippedPolicy[]>}
 */
async function trainRange(trainer, config, left, { command, output }) {
  const { baseSettings } = /** @type {typeof import('../src/run/baseCache')} */ (
    await loadTypeScript('src/run/baseCache.ts')
  )
  const line = new ProgressLine(output)
  let [engine, /** @type {readonly number[]} */ seeds] = ['', /** @type {readonly number[]} */ ([])]
  const { end, bases } = await trainer.pretrain(config, (events) => {
    for (const event of events) {
      if (event.kind === 'started') [engine, seeds] = [event.engine, event.seeds]
      else if (event.kind === 'progress') line.show(event, { seeds, left })
    }
  })
  line.end()
  if (end.kind !== 'finished')
    throw new Problem(`${end.kind === 'failed' ? end.message : 'It was stopped.'} Policies that are written stay.`)
  /** @type {unknown} */
  const plain = JSON.parse(JSON.stringify(baseSettings(config)))
  const settings = /** @type {ShippedPolicy['settings']} */ (plain)
  return bases.map(({ seed, file: bytes }) => {
    const file = `${config.preset}/seed-${seed}.safetensors`
    writePolicy(file, bytes)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const made = new Date().toISOString()
    return { settings, seed, file, bytes: bytes.length, sha256, command, engine, runtime: trainer.runtime, made }
  })
}

/**
 * What is shipped now, and what of it is of no use any more.
 * @param {BasesManifest} manifest
 * @param {boolean} prune
 */
async function summary(manifest, prune) {
  const { allPresets, coverageText, unusedPolicies } = await upkeep()
  const unused = unusedPolicies(manifest, allPresets)
  const coverage = `\nShipped base policies:\n${coverageText(manifest, allPresets)}`
  if (unused.length === 0) return coverage
  const list = unused.map(({ file }) => `  ${file}`).join('\n')
  if (!prune) return `${coverage}\n\nNo preset refers to these any more; --prune removes them:\n${list}`
  await writeManifest({ ...manifest, policies: manifest.policies.filter((entry) => !unused.includes(entry)) })
  for (const { file } of unused) removePolicy(file)
  return `${coverage}\n\nRemoved, because no preset refers to them any more:\n${list}`
}

/** @returns {Promise<typeof import('./basesUpkeep')>} */
const upkeep = async () =>
  /** @type {typeof import('./basesUpkeep')} */ (await loadTypeScript('headless/basesUpkeep.ts'))
