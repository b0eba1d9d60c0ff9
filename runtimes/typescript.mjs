import { runnerImport } from 'vite'
import { root } from '../bin/run.mjs'

/**
 * A module of this repository that Node cannot load by itself, because it is TypeScript.
 * @param {string} path from the repository's root
 * @returns {Promise<unknown>}
 */
export async function loadTypeScript(path) {
  /** @type {{ module: unknown }} */
  const imported = await runnerImport(`/${path}`, { root, configFile: false, logLevel: 'warn' })
  return imported.module
}
