import { ADAPTERS, BadArguments, oneOf, RUNTIME_HELP, RUNTIMES } from '../runtimes/options.mjs'

/** The options, of every command that trains, that say what is trained and on what. */
export const CHOICE_OPTIONS = /** @type {const} */ ({
  help: { type: 'boolean', short: 'h', default: false },
  preset: { type: 'string' },
  link: { type: 'string' },
  set: { type: 'string', multiple: true },
  seeds: { type: 'string' },
  'first-seed': { type: 'string' },
  'at-once': { type: 'string', default: '4' },
  runtime: { type: 'string', default: 'chromium' },
  adapter: { type: 'string', default: 'auto' },
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
${RUNTIME_HELP}
  --tile NAME, --rollout NAME
                           forms of the engine's kernels, as its settings in the page name them; measured unless said
  --help                   this text`

/**
 * @typedef {{
 *   help: boolean,
 *   experiment: import('./config').ExperimentChoice,
 *   forms: import('./config').FormChoice,
 *   atOnce: number,
 *   runtime: import('../runtimes/options.mjs').Runtime,
 *   adapter: import('../runtimes/options.mjs').Adapter,
 * }} ChoiceArguments
 */

/**
 * What the values of `CHOICE_OPTIONS` ask for. Throws `BadArguments`.
 * @param {{
 *   help: boolean, preset?: string | undefined, link?: string | undefined, set?: string[] | undefined, seeds?: string | undefined,
 *   'first-seed'?: string | undefined, 'at-once': string, runtime: string, adapter: string,
 *   tile?: string | undefined, rollout?: string | undefined
 * }} values
 * @returns {ChoiceArguments}
 */
export function readChoice(values) {
  const { help, preset, link, set = [], seeds, runtime, adapter, tile, rollout } = values
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
    forms: { tile, rollout },
    atOnce: wholeNumber('--at-once', values['at-once'], 1),
    runtime: oneOf('--runtime', runtime, RUNTIMES),
    adapter: oneOf('--adapter', adapter, ADAPTERS),
  }
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
