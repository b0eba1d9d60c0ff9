/*
npm run report -- FILE [--publish] [--record]

Prints the tables of a results file that npm run experiment wrote, in Markdown: a summary, every arm after SFT and after RL,
paired differences to SFT with their 95 % interval, t, p and n, and every seed.

  --publish  also write them to docs/findings/PRESET.md, and keep the summary as the preset's confirmation, which the page
             shows; for finished runs of a preset with its own settings, on seeds from 100 on
  --record   also write a compact copy to public/runs, which the page shows before its visitor has run anything; for such
             runs of the preset default
*/
import { parseResultsFile } from '../src/results/file'
import { reportText } from '../src/results/report'
import { BadArguments, type Command, parseOptions } from './arguments'
import { textOf } from './files'
import { publish, record } from './publish'

const COMMAND = 'npm run report'

/** What the words of the command line ask for. Throws `BadArguments`. */
export function parseReportArguments(words: string[]): { file: string; publish: boolean; record: boolean } {
  const { positionals, values } = parseOptions(COMMAND, words, {
    allowPositionals: true,
    options: { publish: { type: 'boolean', default: false }, record: { type: 'boolean', default: false } },
  })
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0) throw new BadArguments(`Name one results file: ${COMMAND} -- results.json`)
  return { file, ...values }
}

/** The tables of a results file, which are also published and recorded on demand. Throws `BadArguments` where it is none. */
export const run: Command = async (words) => {
  const options = parseReportArguments(words)
  const parsed = parseResultsFile(textOf(options.file))
  if ('problem' in parsed) throw new BadArguments(`${options.file} cannot be reported: ${parsed.problem}.`)
  const text = reportText(parsed.file)
  const written = [
    ...(options.publish ? await publish(parsed.file, text) : []),
    ...(options.record ? record(parsed.file) : []),
  ]
  return written.length > 0 ? `${text}\n\nWritten: ${written.join(', ')}` : text
}
