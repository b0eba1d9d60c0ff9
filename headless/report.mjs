import { readFileSync } from 'node:fs'
import { BadArguments } from '../runtimes/options.mjs'
import { loadTypeScript } from '../runtimes/typescript.mjs'
import { publish } from './publish.mjs'
import { record } from './record.mjs'

/**
 * The tables of a results file, which are also published and recorded on demand. Throws `BadArguments` where it is none.
 * @param {{ file: string, publish: boolean, record: boolean }} options
 */
export async function report({ file: path, publish: isPublished, record: isRecorded }) {
  const { parseResultsFile } = /** @type {typeof import('../src/results/resultsFile')} */ (
    await loadTypeScript('src/results/resultsFile.ts')
  )
  const { reportText } = /** @type {typeof import('../src/results/report')} */ (
    await loadTypeScript('src/results/report.ts')
  )
  const parsed = parseResultsFile(textOf(path))
  if ('problem' in parsed) throw new BadArguments(`${path} cannot be reported: ${parsed.problem}.`)
  const text = reportText(parsed.file)
  const written = [
    ...(isPublished ? await publish(parsed.file, text) : []),
    ...(isRecorded ? await record(parsed.file) : []),
  ]
  return written.length > 0 ? `${text}\n\nWritten: ${written.join(', ')}` : text
}

/** @param {string} path */
function textOf(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new BadArguments(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}
