import { readFileSync } from 'node:fs'

/**
 * What a JSON file holds; the caller says what that is.
 * @param {string | URL} path
 * @returns {unknown}
 */
export function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'))
}
