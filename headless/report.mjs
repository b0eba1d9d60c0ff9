import { readFileSync } from 'node:fs'
import { BadArguments } from '../runtimes/options.mjs'
import { loadTypeScript } from '../runtimes/typescript.mjs'

/**
 * The tables of a results file. Throws `BadArguments` where it is none.
 * @param {string} path
 */
export async function report(path) {
  const { parseResultsFile } = /** @type {typeof import('../src/experiment/resultsFile')} */ (
    await loadTypeScript('src/experiment/resultsFile.ts')
  )
  const { reportText } = /** @type {typeof import('../src/experiment/report')} */ (
    await loadTypeScript('src/experiment/report.ts')
  )
  const parsed = parseResultsFile(textOf(path))
  if ('problem' in parsed) throw new BadArguments(`${path} cannot be reported: ${parsed.problem}.`)
  return reportText(parsed.file)
}

/** @param {string} path */
function textOf(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new BadArguments(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}
