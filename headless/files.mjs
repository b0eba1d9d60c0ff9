import { renameSync, writeFileSync } from 'node:fs'
import { format, resolveConfig } from 'prettier'

/**
 * Replaces a file at once, so that a kill leaves the old or the new one.
 * @param {string} path
 * @param {string | Uint8Array} content
 */
export function replaceFile(path, content) {
  const half = `${path}.part`
  writeFileSync(half, content)
  renameSync(half, path)
}

/**
 * Replaces a Markdown or JSON file of the repository, formatted as the repository formats it.
 * @param {string} path
 * @param {string} content
 */
export async function replaceFormatted(path, content) {
  const style = await resolveConfig(path)
  replaceFile(path, await format(content, { ...style, filepath: path }))
}

/**
 * A command line as it is typed.
 * @param {string} script
 * @param {string[]} words
 */
export const commandOf = (script, words) => [script, ...(words.length > 0 ? ['--', ...words] : [])].join(' ')
