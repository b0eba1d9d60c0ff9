/*
npm run experiment [-- OPTION ...]

Runs an experiment as the page does, and writes everything it found. A run that was cut off goes on where it was when it
is started again with the same options: seeds that are done are kept. npm run report -- FILE prints its tables.

  --preset NAME            one of the page's presets (default)
  --link LINK              an experiment as the page's links have it, e.g. '#v=1&preset=smoke&sft.steps=30'
  --set PATH=VALUE         changes a setting, e.g. --set pear.gamma=0.99; may be repeated
  --seeds N                how many seeds; the experiment's own number unless said
  --first-seed S           the first of them
  --at-once N              seeds that train side by side, and are written together (4)
  --out FILE               where to write it (results.json)
  --engine NAME            fused (the default): WebGPU kernels; reference: TensorFlow.js on WebGPU; cpu: WebAssembly
                           kernels on the processor, in Node: needs neither WebGPU nor a browser
  --runtime chromium|node  in a Chromium (the default), or in Node on Dawn (npm package webgpu): needs no browser
  --adapter NAME           auto (the default): the machine's GPU, or SwiftShader where there is none;
                           default: what WebGPU gives; swiftshader: software on the processor
  --tile NAME, --rollout NAME
                           forms of the engine's kernels, as its settings in the page name them; measured unless said
  --threads N              how many threads --engine cpu computes with, one a core unless said; results do not depend on it
  --help                   this text
*/
import { existsSync } from 'node:fs'
import { Problem } from '../tools/script.mjs'
import type { ExperimentConfig } from '../src/config/config'
import { isSoftware } from '../src/policy/software'
import { reportText } from '../src/results/report'
import { addEvents, emptyResults, type RunResults } from '../src/results/results'
import { parseResultsFile, type ResultsFile, resultsFileText, sameButSeeds } from '../src/results/file'
import { BadArguments, type Command, fileToWrite, parseOptions } from './arguments'
import { type Choice, CHOICE_OPTIONS, readChoice } from './choice'
import { commandOf, replaceFile, textOf } from './files'
import { manifestOf, withPart } from './parts'
import { ProgressLine } from './progress'
import { type Trainer, withTrainer } from './trainer'

const COMMAND = 'npm run experiment'

const ADVICE = 'WebGPU is software here. --engine cpu, which needs no WebGPU, is several times faster.\n'

/** What is trained and on what, and the absolute path of the file it goes to. */
export interface ExperimentArguments extends Choice {
  out: string
}

/** What the words of the command line ask for. Throws `BadArguments`. */
export function parseExperimentArguments(words: string[]): ExperimentArguments {
  const options = { ...CHOICE_OPTIONS, out: { type: 'string', default: 'results.json' } } as const
  const { out, ...values } = parseOptions(COMMAND, words, { options }).values
  return { out: fileToWrite('--out', out), ...readChoice(values) }
}

/** Runs an experiment part by part, a few seeds each, and writes the file after each part; resolves to its tables. */
export const run: Command = async (words) => {
  const choice = parseExperimentArguments(words)
  const { config, out } = choice
  const known = fileAt(out, config)
  const { count } = config.seeds
  if (known) process.stdout.write(`${known.seeds.length} of ${count} seeds are done in ${out}.\n`)
  const file =
    known?.seeds.length === count
      ? known
      : await withTrainer(choice, (trainer) => trainSeeds(trainer, choice, known, commandOf(COMMAND, words)))
  return `\n${reportText(file)}\n\nWritten: ${out}`
}

/** What the file holds already of this experiment; undefined where there is none. */
function fileAt(out: string, config: ExperimentConfig): ResultsFile | undefined {
  if (!existsSync(out)) return undefined
  const parsed = parseResultsFile(textOf(out))
  if ('problem' in parsed)
    throw new BadArguments(`--out ${out} exists, and ${parsed.problem}: choose another file, or remove it.`)
  const { seeds, config: own } = parsed.file
  const goesOn = own.seeds.first === config.seeds.first && seeds.length <= config.seeds.count
  if (!sameButSeeds(own, config) || !goesOn)
    throw new BadArguments(`--out ${out} holds another experiment: choose another file, or remove it.`)
  return parsed.file
}

/** Trains the seeds that are yet to be done and writes the file after each part. */
async function trainSeeds(
  trainer: Trainer,
  { config, atOnce, out }: ExperimentArguments,
  known: ResultsFile | undefined,
  command: string,
): Promise<ResultsFile> {
  const { first, count } = config.seeds
  let file = known
  do {
    const done = file?.seeds.length ?? 0
    const seeds = { first: first + done, count: Math.min(atOnce, count - done) }
    const left = count - done - seeds.count
    const { results, seconds } = await trainPart(trainer, { ...config, seeds }, { left, isFirst: file === known })
    const made = { engine: results.engine ?? '', command, runtime: trainer.runtime }
    file = withPart(file, { config, results }, manifestOf(file, seconds, made))
    replaceFile(out, resultsFileText(file))
  } while (file.seeds.length < count)
  return file
}

/** Trains some seeds at once. `left` are those that come after them; the command's first part says where the engine is a slow one. */
async function trainPart(
  trainer: Trainer,
  config: ExperimentConfig,
  { left, isFirst }: { left: number; isFirst: boolean },
): Promise<{ results: RunResults; seconds: number }> {
  let results = emptyResults
  const line = new ProgressLine(process.stdout)
  const end = await trainer.run(config, (events) => {
    results = addEvents(results, events)
    for (const event of events) {
      if (event.kind === 'started' && isFirst && isSoftware(event.engine)) process.stdout.write(ADVICE)
      else if (event.kind === 'progress') line.show(event, { seeds: results.seeds, left })
    }
  })
  line.end()
  if (end.kind !== 'finished')
    throw new Problem(`${end.kind === 'failed' ? end.message : 'The run was stopped.'} Seeds that were done are kept.`)
  return { results, seconds: end.seconds }
}
