import { BadArguments, parseOptions } from '../runtimes/options.mjs'
import { CHOICE_OPTIONS, ENGINE_HELP, EXPERIMENT_HELP, readChoice } from './choiceArguments.mjs'

const COMMAND = 'npm run bases'

export const HELP = `${COMMAND} [-- OPTION ...]

Pretrains the base policies of a preset's seeds and writes them below public/bases, from where they are shipped with the
page: runs of this preset then start at SFT. What is there already is not trained again, so that a command that was cut
off goes on when it is given once more. Policies that no preset refers to any more are listed.

${EXPERIMENT_HELP}
  --prune                  removes the policies that no preset refers to any more
${ENGINE_HELP}`

/**
 * What the words of the command line ask for. Throws `BadArguments`.
 * @param {string[]} words
 */
export function parseBasesArguments(words) {
  const { prune, ...values } = parseOptions(COMMAND, words, {
    ...CHOICE_OPTIONS,
    prune: { type: 'boolean', default: false },
  })
  const choice = readChoice(values)
  if (choice.experiment.changes.some(({ path }) => path === 'pretrain.anew'))
    throw new BadArguments('--set: pretrain.anew says where base policies come from; here they are always trained.')
  return { ...choice, prune }
}

/** @typedef {ReturnType<typeof parseBasesArguments>} BasesArguments */
