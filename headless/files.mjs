import { renameSync, writeFileSync } from 'node:fs'

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
 * A command line as it is typed.
 * @param {string} script
 * @param {string[]} words
 */
export const commandOf = (script, words) => [script, ...(words.length > 0 ? ['--', ...words] : [])].join(' ')
