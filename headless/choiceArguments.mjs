import { ADAPTERS, BadArguments, oneOf, RUNTIME_HELP, RUNTIMES } from '../runtimes/options.mjs'

const ENGINES = /** @type {const} */ (['fused', 'reference', 'cpu'])

/** The options, of every command that trains, that say what is trained and on what. */
export const CHOICE_OPTIONS = /** @type {const} */ ({
  help: { type: 'boolean', short: 'h', default: false },
  preset: { type: 'string' },
  link: { type: 'string' },
  set: { type: 'string', multiple: true },
  seeds: { type: 'string' },
  'first-seed': { type: 'string' },
  'at-once': { type: 'string', default: '4' },
  engine: { type: 'string', default: 'fused' },
  runtime: { type: 'string' },
  adapter: { type: 'string' },
  tile: { type: 'string' },
  rollout: { type: 'string' },
})

export const EXPERIMENT_HELP = `\
  --preset NAME            one of the page's presets (default)
  --link LINK              an experiment as the page's links have it, e.g. '#v=1&preset=smoke&sft.steps=30'
  --set PATH=VALUE         changes a setting, e.g. --set pear.gamma=0.99; may be repeated
  --seeds N                how many seeds; the experiment's own number unless said
  --first-seed S           the first of them
  --at-once N              seeds that train side by side, and are written together (4)`

export const ENGINE_HELP = `\
  --engine NAME            fused (the default): WebGPU kernels; reference: TensorFlow.js on WebGPU; cpu: WebAssembly
                           kernels on one core of the processor, in Node: needs neither WebGPU nor a browser
${RUNTIME_HELP}
  --tile NAME, --rollout NAME
                           forms of the engine's kernels, as its settings in the page name them; measured unless said
  --help                   this text`

/**
 * @typedef {{
 *   help: boolean,
 *   experiment: import('./config').ExperimentChoice,
 *   engine: import('./config').EngineOptions,
 *   atOnce: number,
 *   runtime: import('../runtimes/options.mjs').Runtime,
 *   adapter: import('../runtimes/options.mjs').Adapter,
 * }} ChoiceArguments
 */

/**
 * What the values of `CHOICE_OPTIONS` ask for. Throws `BadArguments`.
 * @param {{
 *   help: boolean, preset?: string | undefined, link?: string | undefined, set?: string[] | undefined, seeds?: string | undefined,
 *   'first-seed'?: string | undefined, 'at-once': string, engine: string, runtime?: string | undefined,
 *   adapter?: string | undefined, tile?: string | undefined, rollout?: string | undefined
 * }} values
 * @returns {ChoiceArguments}
 */
export function readChoice(values) {
  const { help, preset, link, set = [], seeds } = values
  if (preset !== undefined && link !== undefined)
    throw new BadArguments('--preset and --link both name an experiment: give one of them.')
  const count = seeds === undefined ? undefined : wholeNumber('--seeds', seeds, 1)
  const first = values['first-seed'] === undefined ? undefined : wholeNumber('--first-seed', values['first-seed'], 0)
  return {
    help,
    experiment: {
      preset: preset ?? 'default',
      link,
      changes: [
        ...set.map(change),
        ...(count === undefined ? [] : [{ option: '--seeds', path: 'seeds.count', text: String(count) }]),
        ...(first === undefined ? [] : [{ option: '--first-seed', path: 'seeds.first', text: String(first) }]),
      ],
    },
    atOnce: wholeNumber('--at-once', values['at-once'], 1),
    ...readEngine(values),
  }
}

/**
 * What trains, and where.
 * @param {Parameters<typeof readChoice>[0]} values
 * @returns {Pick<ChoiceArguments, 'engine' | 'runtime' | 'adapter'>}
 */
function readEngine({ tile, rollout, ...values }) {
  const engine = oneOf('--engine', values.engine, ENGINES)
  const isCpu = engine === 'cpu'
  const runtime = oneOf('--runtime', values.runtime ?? (isCpu ? 'node' : 'chromium'), RUNTIMES)
  const adapter = oneOf('--adapter', values.adapter ?? 'auto', ADAPTERS)
  if (isCpu && runtime !== 'node') throw new BadArguments('--engine cpu runs in Node: leave out --runtime chromium.')
  const given = Object.entries({ adapter: values.adapter, tile, rollout }).find(([, value]) => value !== undefined)
  if (isCpu && given) throw new BadArguments(`--${given[0]} is of engines on WebGPU: leave it out with --engine cpu.`)
  return { engine: { engine, tile, rollout }, runtime, adapter }
}

/** @param {string} text */
function change(text) {
  const middle = text.indexOf('=')
  if (middle < 1) throw new BadArguments(`--set is "${text}"; it must be PATH=VALUE, e.g. pear.gamma=0.99.`)
  return { option: '--set', path: text.slice(0, middle), text: text.slice(middle + 1) }
}

/**
 * @param {string} option
 * @param {string} text
 * @param {number} least
 */
function wholeNumber(option, text, least) {
  const value = Number(text)
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < least)
    throw new BadArguments(`${option} is "${text}"; it must be a whole number of at least ${least}.`)
  return value
}
