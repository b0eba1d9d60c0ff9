import { parseArgs } from 'node:util'
import { BadArguments } from '../runtimes/options.mjs'

export const HELP = `npm run report -- FILE

Prints the tables of a results file that npm run experiment wrote, in Markdown: every arm after SFT and after RL, paired
differences to SFT with their 95 % interval, t, p and n, and every seed.`

/**
 * What the words of the command line ask for. Throws `BadArguments`.
 * @param {string[]} words
 */
export function parseReportArguments(words) {
  if (words.includes('--help') || words.includes('-h')) return { help: true, file: '' }
  const unknown = words.find((word) => word.startsWith('-'))
  if (unknown !== undefined) throw new BadArguments(`There is no option ${unknown}. See npm run report -- --help.`)
  const { positionals } = parseArgs({ args: words, allowPositionals: true })
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0)
    throw new BadArguments('Name one results file: npm run report -- results.json')
  return { help: false, file }
}
