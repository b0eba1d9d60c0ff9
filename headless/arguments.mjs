import {
  ADAPTERS,
  BadArguments,
  fileToWrite,
  oneOf,
  parseOptions,
  RUNTIME_HELP,
  RUNTIMES,
} from '../runtimes/options.mjs'

const COMMAND = 'npm run experiment'

export const HELP = `${COMMAND} [-- OPTION ...]

Runs an experiment as the page does, and writes everything it found. A run that was cut off goes on where it was when it
is started again with the same options: seeds that are done are kept. npm run report -- FILE prints its tables.

  --preset NAME            one of the page's presets (default)
  --link LINK              an experiment as the page's links have it, e.g. '#v=1&preset=smoke&sft.steps=30'
  --set PATH=VALUE         changes a setting, e.g. --set pear.gamma=0.99; may be repeated
  --seeds N                how many seeds; the experiment's own number unless said
  --first-seed S           the first of them
  --at-once N              seeds that train side by side, and are written together (4)
  --out FILE               where to write it (results.json)
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
 *   out: string,
 *   runtime: import('../runtimes/options.mjs').Runtime,
 *   adapter: import('../runtimes/options.mjs').Adapter,
 * }} ExperimentArguments `out` is an absolute path.
 */

/**
 * What the words of the command line ask for. Throws `BadArguments`.
 * @param {string[]} words
 * @returns {ExperimentArguments}
 */
export function parseExperimentArguments(words) {
  const values = parseOptions(COMMAND, words, {
    help: { type: 'boolean', short: 'h', default: false },
    preset: { type: 'string' },
    link: { type: 'string' },
    set: { type: 'string', multiple: true, default: [] },
    seeds: { type: 'string' },
    'first-seed': { type: 'string' },
    'at-once': { type: 'string', default: '4' },
    out: { type: 'string', default: 'results.json' },
    runtime: { type: 'string', default: 'chromium' },
    adapter: { type: 'string', default: 'auto' },
    tile: { type: 'string' },
    rollout: { type: 'string' },
  })
  const { help, preset, link, set, seeds, out, runtime, adapter, tile, rollout } = values
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
    out: fileToWrite('--out', out),
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
