import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { Problem, root } from './script.mjs'

const SUFFIX = '?assembly'
const COMPILER = join(root, 'node_modules', 'assemblyscript', 'bin', 'asc.js')
const OPTIONS = ['-O3', '--noAssert', '--enable', 'simd', '--runtime', 'minimal']

/** What is compiled already, by the text of all files. */
const compiled = /** @type {Map<string, Promise<string>>} */ (new Map())

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
      const key = JSON.stringify([entry, ...files.map((file) => readFileSync(file, 'utf8'))])
      const module = compiled.get(key) ?? compile(entry)
      compiled.set(key, module)
      return `export default ${JSON.stringify(await module)}`
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
 * The module of a file in base64. Throws a `Problem` with the compiler's words.
 * @param {string} entry
 */
async function compile(entry) {
  const folder = mkdtempSync(join(tmpdir(), 'pear-assembly-'))
  const module = join(folder, 'module.wasm')
  try {
    await promisify(execFile)(process.execPath, [COMPILER, entry, ...OPTIONS, '--baseDir', root, '--outFile', module])
    return readFileSync(module).toString('base64')
  } catch (error) {
    const words = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error)
    throw new Problem(`AssemblyScript could not compile ${entry}:\n${words}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
