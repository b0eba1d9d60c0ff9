import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { Problem, readJson, root } from './script.mjs'

const SUFFIX = '?assembly'
const COMPILER = join(root, 'node_modules', 'assemblyscript', 'bin', 'asc.js')
const OPTIONS = ['-O3', '--noAssert', '--enable', 'simd', '--runtime', 'minimal']

/** Modules that were compiled before, named by what they are made of: compiling takes seconds, and every command needs one. */
const CACHE = join(root, 'node_modules', '.cache', 'assembly')
const { version } = /** @type {{ version: string }} */ (
  readJson(join(root, 'node_modules', 'assemblyscript', 'package.json'))
)

/** Those that this process is compiling, by where they will be. */
const compiling = /** @type {Map<string, Promise<void>>} */ (new Map())

/**
 * A Vite plugin: `import base64 from './index.ts?assembly'` gives, in base64, the WebAssembly module that AssemblyScript makes of the
 * file and of what it imports.
 * @returns {import('vite').Plugin}
 */
export function assembly() {
  return {
    name: 'assembly',
    enforce: 'pre',
    async load(id) {
      if (!id.endsWith(SUFFIX)) return undefined
      const entry = id.slice(0, -SUFFIX.length)
      const files = sourcesOf(entry)
      for (const file of files) this.addWatchFile(file)
      const texts = files.map((file) => readFileSync(file, 'utf8'))
      const key = createHash('sha256')
        .update(JSON.stringify([version, OPTIONS, ...texts]))
        .digest('hex')
      const module = join(CACHE, `${key}.wasm`)
      if (!existsSync(module)) await (compiling.get(module) ?? compile(entry, module))
      return `export default ${JSON.stringify(readFileSync(module).toString('base64'))}`
    },
  }
}

/**
 * A file and all that it imports, wherever that lies.
 * @param {string} file
 * @param {string[]} known
 * @returns {string[]}
 */
function sourcesOf(file, known = []) {
  // A file that is not there is for the compiler to complain about.
  if (known.includes(file) || !existsSync(file)) return known
  known.push(file)
  for (const [, path] of readFileSync(file, 'utf8').matchAll(/ from '(\.[^']+)'/g))
    sourcesOf(join(dirname(file), `${path}.ts`), known)
  return known
}

/**
 * Writes the module of a file. Throws a `Problem` with the compiler's words.
 * @param {string} entry
 * @param {string} module
 */
function compile(entry, module) {
  const work = written(entry, module).finally(() => compiling.delete(module))
  compiling.set(module, work)
  return work
}

/**
 * @param {string} entry
 * @param {string} module
 */
async function written(entry, module) {
  mkdirSync(CACHE, { recursive: true })
  // Several processes may compile at once: each writes a file of its own and moves it to its place when it is whole.
  const draft = `${module}.${process.pid}.${Math.random().toString(36).slice(2)}.wasm`
  try {
    await promisify(execFile)(process.execPath, [COMPILER, entry, ...OPTIONS, '--baseDir', root, '--outFile', draft])
    renameSync(draft, module)
  } catch (error) {
    const words = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error)
    throw new Problem(`AssemblyScript could not compile ${entry}:\n${words}`)
  } finally {
    rmSync(draft, { force: true })
  }
}
