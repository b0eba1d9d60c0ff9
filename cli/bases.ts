/*
npm run bases [-- OPTION ...]

Pretrains the base policies of a preset's seeds and writes them below public/bases, from where they are shipped with the
page: runs of this preset then start at SFT. What is there already is not trained again, so that a command that was cut
off goes on when it is given once more. Policies that no preset refers to any more are listed.

  --preset NAME            one of the page's presets (default)
  --link LINK              an experiment as the page's links have it, e.g. '#v=1&preset=smoke&sft.steps=30'
  --set PATH=VALUE         changes a setting, e.g. --set pear.gamma=0.99; may be repeated
  --seeds N                how many seeds; the experiment's own number unless said
  --first-seed S           the first of them
  --at-once N              seeds that train side by side, and are written together (4)
  --prune                  removes the policies that no preset refers to any more
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
import { createHash } from 'node:crypto'
import { Problem } from '../tools/script.mjs'
import type { ExperimentConfig } from '../src/config/config'
import { baseSettings } from '../src/run/baseCache'
import type { BasesManifest, ShippedPolicy } from '../src/run/bases/manifest'
import { BadArguments, type Command, parseOptions } from './arguments'
import { type Choice, CHOICE_OPTIONS, readChoice } from './choice'
import { commandOf } from './files'
import { ProgressLine } from './progress'
import {
  allPresets,
  coverageText,
  missingSeeds,
  readManifest,
  removePolicy,
  unusedPolicies,
  withPolicies,
  writeManifest,
  writePolicy,
} from './shippedBases'
import { type Trainer, withTrainer } from './trainer'

const COMMAND = 'npm run bases'

/** What the words of the command line ask for. Throws `BadArguments`. */
export function parseBasesArguments(words: string[]): Choice & { prune: boolean } {
  const options = { ...CHOICE_OPTIONS, prune: { type: 'boolean', default: false } } as const
  const { prune, ...values } = parseOptions(COMMAND, words, { options }).values
  if (values.set?.some((text) => text.startsWith('pretrain.anew=')))
    throw new BadArguments('--set: pretrain.anew says where base policies come from; here they are always trained.')
  return { ...readChoice(values), prune }
}

/**
 * Pretrains the base policies that are missing, part by part, writes each part with its entries in the manifest, and
 * resolves to what is there now.
 */
export const run: Command = async (words) => {
  const choice = parseBasesArguments(words)
  const { config, atOnce } = choice
  const before = readManifest()
  const ranges = missingSeeds(before, config, atOnce)
  const toTrain = ranges.reduce((sum, { count }) => sum + count, 0)
  process.stdout.write(`${config.seeds.count - toTrain} of ${config.seeds.count} base policies are there.\n`)
  let manifest = before
  const trainAll = async (trainer: Trainer): Promise<void> => {
    let left = toTrain
    for (const seeds of ranges) {
      left -= seeds.count
      const trained = await trainRange(trainer, { ...config, seeds }, left, commandOf(COMMAND, words))
      manifest = withPolicies(manifest, trained)
      await writeManifest(manifest)
    }
  }
  if (toTrain > 0) await withTrainer(choice, trainAll)
  return summary(manifest, choice.prune)
}

/**
 * Trains some seeds at once and writes their files; resolves to their entries.
 *
 * @param left seeds that come after these
 */
async function trainRange(
  trainer: Trainer,
  config: ExperimentConfig,
  left: number,
  command: string,
): Promise<ShippedPolicy[]> {
  const line = new ProgressLine(process.stdout)
  let engine = ''
  let seeds: readonly number[] = []
  const { end, bases } = await trainer.pretrain(config, (events) => {
    for (const event of events) {
      if (event.kind === 'started') ({ engine, seeds } = event)
      else if (event.kind === 'progress') line.show(event, { seeds, left })
    }
  })
  line.end()
  if (end.kind !== 'finished')
    throw new Problem(`${end.kind === 'failed' ? end.message : 'It was stopped.'} Policies that are written stay.`)
  const settings = JSON.parse(JSON.stringify(baseSettings(config))) as ShippedPolicy['settings']
  return bases.map(({ seed, file: bytes }) => {
    const file = `${config.preset}/seed-${seed}.safetensors`
    writePolicy(file, bytes)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const made = new Date().toISOString()
    return { settings, seed, file, bytes: bytes.length, sha256, command, engine, runtime: trainer.runtime, made }
  })
}

/** What is shipped now, and what of it is of no use any more. */
async function summary(manifest: BasesManifest, prune: boolean): Promise<string> {
  const unused = unusedPolicies(manifest, allPresets)
  const coverage = `\nShipped base policies:\n${coverageText(manifest, allPresets)}`
  if (unused.length === 0) return coverage
  const list = unused.map(({ file }) => `  ${file}`).join('\n')
  if (!prune) return `${coverage}\n\nNo preset refers to these any more; --prune removes them:\n${list}`
  await writeManifest({ ...manifest, policies: manifest.policies.filter((entry) => !unused.includes(entry)) })
  for (const { file } of unused) removePolicy(file)
  return `${coverage}\n\nRemoved, because no preset refers to them any more:\n${list}`
}
