import { readFileSync } from 'node:fs'

/** @param {string} version */
function numbers(version) {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number)
  return { major, order: major * 1e6 + minor * 1e3 + patch }
}

/**
 * Whether a version is in a range of the two forms that package.json uses: `^a.b.c` and `>=a.b.c`, joined by `||`.
 * @param {string} version
 * @param {string} range
 */
export function inRange(version, range) {
  const have = numbers(version)
  return range.split('||').some((part) => {
    const want = numbers(part.trim().replace(/^(\^|>=)/, ''))
    return have.order >= want.order && (part.includes('>=') || have.major === want.major)
  })
}

/**
 * Ends the process with a sentence where Node is too old. This file and the scripts that call it keep to what an old Node
 * can read; they import everything else only after this call.
 */
export function requireNode() {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
  const manifest = /** @type {unknown} */ (JSON.parse(text))
  const range = /** @type {{ engines: { node: string } }} */ (manifest).engines.node
  if (inRange(process.versions.node, range)) return
  console.error(`This project needs Node ${range}; this is Node ${process.versions.node}. See https://nodejs.org/`)
  process.exit(1)
}
