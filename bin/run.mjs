import { spawn } from 'node:child_process'
import { basename, dirname } from 'node:path'

/** The repository's root: every command runs there, wherever the script was called from. */
export const root = dirname(import.meta.dirname)

/** The environment without NODE_ENV, so that installing, building and testing do the same wherever they are called from. */
export function plainEnvironment() {
  const { NODE_ENV: _ignored, ...environment } = process.env
  return environment
}

/**
 * Runs a command with its output shown and no input, and resolves to its exit status.
 * @param {string} command
 * @param {string[]} parameters
 * @param {{ environment?: NodeJS.ProcessEnv, shell?: boolean, limitSeconds?: number }} [options]
 * @returns {Promise<number>}
 */
export function run(command, parameters, { environment, shell = false, limitSeconds } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, parameters, {
      cwd: root,
      env: { ...plainEnvironment(), ...environment },
      stdio: ['ignore', 'inherit', 'inherit'],
      shell,
      ...(limitSeconds === undefined ? {} : { timeout: limitSeconds * 1000 }),
    })
    child.once('error', (error) => {
      console.error(`${command}: ${error.message}`)
      resolve(127)
    })
    child.once('close', (status) => {
      resolve(status ?? 1)
    })
  })
}

/**
 * Runs npm: the one that called this script, else the one on the PATH (on Windows a script, which needs a shell).
 * @param {string[]} parameters
 */
export function npm(parameters) {
  const caller = process.env.npm_execpath
  return caller && basename(caller) === 'npm-cli.js'
    ? run(process.execPath, [caller, ...parameters])
    : run('npm', parameters, { shell: process.platform === 'win32' })
}
