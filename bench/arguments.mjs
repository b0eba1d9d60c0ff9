import { ADAPTERS, fileToWrite, oneOf, parseOptions, RUNTIME_HELP, RUNTIMES } from '../runtimes/options.mjs'

const COMMAND = 'npm run bench'

export const HELP = `${COMMAND} [-- OPTION ...]

Trains and samples the same policy with every engine on this machine's WebGPU, and writes what it measured.

  --out FILE               where to write it (bench.json)
  --quick                  fewer samples, in less than 5 minutes
${RUNTIME_HELP}
  --engines LIST           of fused, reference, cpu, stockTfjs, jax, by commas; all unless said
  --help                   this text`

const ENGINES = /** @type {const} */ (['fused', 'reference', 'cpu', 'stockTfjs', 'jax'])

/**
 * @typedef {{
 *   help: boolean,
 *   out: string,
 *   quick: boolean,
 *   runtime: import('../runtimes/options.mjs').Runtime,
 *   adapter: import('../runtimes/options.mjs').Adapter,
 *   engines: (typeof ENGINES[number])[] | undefined,
 * }} BenchArguments `out` is an absolute path.
 */

/**
 * What the words of the command line ask for. Throws `BadArguments`.
 * @param {string[]} words
 * @returns {BenchArguments}
 */
export function parseBenchArguments(words) {
  const { help, out, quick, runtime, adapter, engines } = parseOptions(COMMAND, words, {
    help: { type: 'boolean', short: 'h', default: false },
    out: { type: 'string', default: 'bench.json' },
    quick: { type: 'boolean', default: false },
    runtime: { type: 'string', default: 'chromium' },
    adapter: { type: 'string', default: 'auto' },
    engines: { type: 'string' },
  })
  return {
    help,
    out: fileToWrite('--out', out),
    quick,
    runtime: oneOf('--runtime', runtime, RUNTIMES),
    adapter: oneOf('--adapter', adapter, ADAPTERS),
    engines: engines?.split(',').map((name) => oneOf('--engines', name, ENGINES)),
  }
}
