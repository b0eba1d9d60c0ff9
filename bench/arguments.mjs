import { existsSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parseArgs } from 'node:util'

export const HELP = `npm run bench [-- OPTION ...]

Trains and samples the same policy with every engine on this machine's WebGPU, and writes what it measured.

  --out FILE               where to write it (bench.json)
  --quick                  fewer samples, in less than 5 minutes
  --runtime chromium|node  in a Chromium (the default), or in Node on Dawn (npm package webgpu): needs no browser
  --adapter NAME           auto (the default): the machine's GPU, or SwiftShader where there is none;
                           default: what WebGPU gives; swiftshader: software on the processor
  --engines LIST           of fused, reference, stockTfjs, jax, by commas; all unless said
  --help                   this text`

const RUNTIMES = /** @type {const} */ (['chromium', 'node'])
const ADAPTERS = /** @type {const} */ (['auto', 'default', 'swiftshader'])
const ENGINES = /** @type {const} */ (['fused', 'reference', 'stockTfjs', 'jax'])

/** The caller's mistake, in one line. */
export class BadArguments extends Error {}

/**
 * @typedef {{
 *   help: boolean,
 *   out: string,
 *   quick: boolean,
 *   runtime: typeof RUNTIMES[number],
 *   adapter: typeof ADAPTERS[number],
 *   engines: (typeof ENGINES[number])[] | undefined,
 * }} BenchArguments `out` is an absolute path.
 */

/**
 * @template {string} T
 * @param {string} option
 * @param {string} value
 * @param {readonly T[]} allowed
 * @returns {T}
 */
function oneOf(option, value, allowed) {
  const found = allowed.find((name) => name === value)
  if (found === undefined) throw new BadArguments(`${option} is "${value}"; it must be one of ${allowed.join(', ')}.`)
  return found
}

/**
 * What the words of the command line ask for. Throws `BadArguments`.
 * @param {string[]} words
 * @returns {BenchArguments}
 */
export function parseBenchArguments(words) {
  const { help, out, quick, runtime, adapter, engines } = parse(words)
  const path = resolve(out)
  if (out === '' || (existsSync(path) && statSync(path).isDirectory()))
    throw new BadArguments(`--out is "${out}"; it must be a file.`)
  if (!existsSync(dirname(path))) throw new BadArguments(`--out is "${out}", but there is no folder ${dirname(path)}.`)
  return {
    help,
    out: path,
    quick,
    runtime: oneOf('--runtime', runtime, RUNTIMES),
    adapter: oneOf('--adapter', adapter, ADAPTERS),
    engines: engines?.split(',').map((name) => oneOf('--engines', name, ENGINES)),
  }
}

/** @param {string[]} words */
function parse(words) {
  try {
    return parseArgs({
      args: words,
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        out: { type: 'string', default: 'bench.json' },
        quick: { type: 'boolean', default: false },
        runtime: { type: 'string', default: 'chromium' },
        adapter: { type: 'string', default: 'auto' },
        engines: { type: 'string' },
      },
    }).values
  } catch (error) {
    // What follows the first sentence is advice on syntax that these options do not need.
    const message = error instanceof Error ? error.message : String(error)
    throw new BadArguments(
      `${message.split(/\.\s|\n/)[0]?.replace(/\.$/, '') ?? message}. See npm run bench -- --help.`,
    )
  }
}
