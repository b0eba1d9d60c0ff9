import { existsSync, readFileSync } from 'node:fs'
import { cpus, release, type, arch } from 'node:os'
import { Problem } from '../tools/script.mjs'
import { BadArguments } from '../runtimes/options.mjs'
import { loadTypeScript } from '../runtimes/typescript.mjs'
import { choiceOf } from './choice.mjs'
import { commandOf, replaceFile } from './files.mjs'
import { ProgressLine } from './progress.mjs'
import { withTrainer } from './runtimes.mjs'

const ADVICE = 'WebGPU is software here. --engine cpu, which needs no WebGPU, is several times faster.\n'

/**
 * @typedef {import('../src/config/config').ExperimentConfig} ExperimentConfig
 * @typedef {import('../src/results/resultsFile').ResultsFile} ResultsFile
 */

/**
 * Runs an experiment part by part, a few seeds each, and writes the file after each part; resolves to its tables.
 * @param {import('./arguments.mjs').ExperimentArguments} options
 * @param {string[]} words the command line
 * @param {NodeJS.WriteStream} output
 */
export async function experiment(options, words, output) {
  const { out, atOnce } = options
  const { config, settings } = await choiceOf(options)
  const known = await fileAt(out, config)
  const { count } = config.seeds
  if (known) output.write(`${known.seeds.length} of ${count} seeds are done in ${out}.\n`)
  /** @param {import('./runtimes.mjs').Trainer} trainer */
  const work = (trainer) =>
    trainSeeds(trainer, { config, atOnce, out, known, command: commandOf('npm run experiment', words), output })
  const file = known?.seeds.length === count ? known : await withTrainer(options, settings, work)
  const { reportText } = /** @type {typeof import('../src/results/report')} */ (
    await loadTypeScript('src/results/report.ts')
  )
  return `\n${reportText(file)}\n\nWritten: ${out}`
}

/**
 * Trains the seeds that are yet to be done and writes the file after each part.
 * @param {import('./runtimes.mjs').Trainer} trainer
 * @param {{
 *   config: ExperimentConfig, atOnce: number, out: string, known: ResultsFile | undefined, command: string,
 *   output: NodeJS.WriteStream, isFirst?: boolean
 * }} run
 * @returns {Promise<ResultsFile>}
 */
async function trainSeeds(trainer, { config, atOnce, out, known, command, output, isFirst = true }) {
  const { first, count } = config.seeds
  const done = known?.seeds.length ?? 0
  const seeds = { first: first + done, count: Math.min(atOnce, count - done) }
  const left = count - done - seeds.count
  const { withPart } = /** @type {typeof import('./parts')} */ (await loadTypeScript('headless/parts.ts'))
  const { resultsFileText } = /** @type {typeof import('../src/results/finalTables')} */ (
    await loadTypeScript('src/results/finalTables.ts')
  )
  const { results, seconds } = await runPart(trainer, { ...config, seeds }, { left, isFirst }, output)
  const { engine = '' } = results
  const manifest = manifestOf(known, seconds, { engine, command, runtime: trainer.runtime })
  const file = withPart(known, { config, results }, manifest)
  replaceFile(out, resultsFileText(file))
  if (left === 0) return file
  return trainSeeds(trainer, { config, atOnce, out, known: file, command, output, isFirst: false })
}

/**
 * What the file holds already of this experiment; undefined where there is none.
 * @param {string} out
 * @param {ExperimentConfig} config
 * @returns {Promise<ResultsFile | undefined>}
 */
async function fileAt(out, config) {
  if (!existsSync(out)) return undefined
  const { parseResultsFile, sameButSeeds } = /** @type {typeof import('../src/results/resultsFile')} */ (
    await loadTypeScript('src/results/resultsFile.ts')
  )
  const parsed = parseResultsFile(readFileSync(out, 'utf8'))
  if ('problem' in parsed)
    throw new BadArguments(`--out ${out} exists, and ${parsed.problem}: choose another file, or remove it.`)
  const { seeds, config: own } = parsed.file
  const goesOn = own.seeds.first === config.seeds.first && seeds.length <= config.seeds.count
  if (!sameButSeeds(own, config) || !goesOn)
    throw new BadArguments(`--out ${out} holds another experiment: choose another file, or remove it.`)
  return parsed.file
}

/**
 * @param {import('./runtimes.mjs').Trainer} trainer
 * @param {ExperimentConfig} config
 * @param {{ left: number, isFirst: boolean }} place how many seeds come after these, and whether it is the command's first part
 * @param {NodeJS.WriteStream} output
 */
async function runPart(trainer, config, { left, isFirst }, output) {
  const { addEvents, emptyResults } = /** @type {typeof import('../src/results/results')} */ (
    await loadTypeScript('src/results/results.ts')
  )
  const { isSoftware } = /** @type {typeof import('../src/policy/software')} */ (
    await loadTypeScript('src/policy/software.ts')
  )
  let results = emptyResults
  const line = new ProgressLine(output)
  const end = await trainer.run(config, (events) => {
    results = addEvents(results, events)
    for (const event of events) {
      if (event.kind === 'started' && isFirst && isSoftware(event.engine)) output.write(ADVICE)
      else if (event.kind === 'progress') line.show(event, { seeds: results.seeds, left })
    }
  })
  line.end()
  if (end.kind !== 'finished')
    throw new Problem(`${end.kind === 'failed' ? end.message : 'The run was stopped.'} Seeds that were done are kept.`)
  return { results, seconds: end.seconds }
}

/**
 * Where and when all parts were made.
 * @param {ResultsFile | undefined} file
 * @param {number} seconds of the part that was trained last
 * @param {{ engine: string, command: string, runtime: string }} made
 * @returns {import('../src/results/resultsFile').Manifest}
 */
function manifestOf(file, seconds, { engine, command, runtime }) {
  return {
    command,
    started: file?.manifest.started ?? new Date(Date.now() - 1000 * seconds).toISOString(),
    seconds: (file?.manifest.seconds ?? 0) + seconds,
    engine,
    runtime,
    machine: {
      processor: cpus()[0]?.model ?? 'unknown',
      cores: cpus().length,
      system: `${type()} ${release()} ${arch()}`,
    },
  }
}
