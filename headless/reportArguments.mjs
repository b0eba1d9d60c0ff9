import { parseArgs } from 'node:util'
import { BadArguments } from '../runtimes/options.mjs'

export const HELP = `npm run report -- FILE [--publish] [--record]

Prints the tables of a results file that npm run experiment wrote, in Markdown: a summary, every arm after SFT and after RL,
paired differences to SFT with their 95 % interval, t, p and n, and every seed.

  --publish  also write them to docs/findings/PRESET.md, and keep the summary as the preset's confirmation, which the page
             shows; for finished runs of a preset with its own settings, on seeds from 100 on
  --record   also write a compact copy to public/runs, which the page shows before its visitor has run anything; for such
             runs of the preset default`

const OPTIONS = /** @type {const} */ ({
  publish: { type: 'boolean', default: false },
  record: { type: 'boolean', default: false },
})

/**
 * What the words of the command line ask for. Throws `BadArguments`.
 * @param {string[]} words
 */
export function parseReportArguments(words) {
  if (words.includes('--help') || words.includes('-h')) return { help: true, file: '', publish: false, record: false }
  const known = Object.keys(OPTIONS).map((name) => `--${name}`)
  const unknown = words.find((word) => word.startsWith('-') && !known.includes(word))
  if (unknown !== undefined) throw new BadArguments(`There is no option ${unknown}. See npm run report -- --help.`)
  const { positionals, values } = parseArgs({ args: words, allowPositionals: true, options: OPTIONS })
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0)
    throw new BadArguments('Name one results file: npm run report -- results.json')
  return { help: false, file, ...values }
}
