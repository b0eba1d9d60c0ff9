import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { basename, dirname } from 'node:path'

/** The repository's root: every command runs there, wherever the script was called from. */
export const root = dirname(import.meta.dirname)

/**
 * Something the reader can put right: it is shown as a sentence, without a stack. Known by its name, because Vite's module runner
 * has its own copy of this class.
 */
export class Problem extends Error {
  /** @override */
  name = 'Problem'
}

/**
 * Runs a script's task and turns its outcome into the exit status.
 * @param {() => Promise<number | undefined>} task resolves to the exit status; undefined leaves the process running
 */
export async function main(task) {
  try {
    const status = await task()
    if (status !== undefined) process.exitCode = status
  } catch (error) {
    console.error(error instanceof Error && error.name === 'Problem' ? `\n${error.message}` : error)
    process.exitCode = 1
  }
}

/**
 * What a JSON file holds; the caller says what that is.
 * @param {string} path
 * @returns {unknown}
 */
export function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'))
}

/** The environment without NODE_ENV, so that installing, building and testing do the same wherever they are called from. */
export function plainEnvironment() {
  const { NODE_ENV: _ignored, ...environment } = process.env
  return environment
}

/**
 * Runs a command with its output shown, or given to `onOutput`, and no input; resolves to its exit status.
 * @typedef {(text: string) => void} OnOutput
 * @param {string} command
 * @param {string[]} parameters
 * @param {{ environment?: NodeJS.ProcessEnv, shell?: boolean, limitSeconds?: number, onOutput?: OnOutput | undefined }} [options]
 * @returns {Promise<number>}
 */
export function run(command, parameters, { environment, shell = false, limitSeconds, onOutput } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, parameters, {
      cwd: root,
      env: { ...plainEnvironment(), ...environment },
      stdio: onOutput ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
      shell,
      ...(limitSeconds === undefined ? {} : { timeout: limitSeconds * 1000 }),
    })
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => onOutput?.(String(text)))
    }
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
 * @param {OnOutput} [onOutput]
 */
export function npm(parameters, onOutput) {
  const caller = process.env.npm_execpath
  return caller && basename(caller) === 'npm-cli.js'
    ? run(process.execPath, [caller, ...parameters], { onOutput })
    : run('npm', parameters, { shell: process.platform === 'win32', onOutput })
}

/**
 * A port that nothing listens on now.
 * @returns {Promise<number>}
 */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, () => {
      const address = server.address()
      server.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port)
        else reject(new Error('The system gave no port.'))
      })
    })
  })
}
