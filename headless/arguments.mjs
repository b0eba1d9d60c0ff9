import { fileToWrite, parseOptions } from '../runtimes/options.mjs'
import { CHOICE_OPTIONS, ENGINE_HELP, EXPERIMENT_HELP, readChoice } from './choiceArguments.mjs'

const COMMAND = 'npm run experiment'

export const HELP = `${COMMAND} [-- OPTION ...]

Runs an experiment as the page does, and writes everything it found. A run that was cut off goes on where it was when it
is started again with the same options: seeds that are done are kept. npm run report -- FILE prints its tables.

${EXPERIMENT_HELP}
  --out FILE               where to write it (results.json)
${ENGINE_HELP}`

/**
 * @typedef {import('./choiceArguments.mjs').ChoiceArguments & { out: string }} ExperimentArguments `out` is an absolute path.
 */

/**
 * What the words of the command line ask for. Throws `BadArguments`.
 * @param {string[]} words
 * @returns {ExperimentArguments}
 */
export function parseExperimentArguments(words) {
  const values = parseOptions(COMMAND, words, { ...CHOICE_OPTIONS, out: { type: 'string', default: 'results.json' } })
  return { ...readChoice(values), out: fileToWrite('--out', values.out) }
}
