import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { npm, Problem, readJson, root } from './script.mjs'

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean }} LockedPackage
 * @typedef {{ packages: Record<string, LockedPackage | undefined> }} Lock
 */

/**
 * The packages of the lock file that are not installed just as it says. An optional one, made for another platform, may
 * be absent.
 * @param {Lock} lock package-lock.json
 * @param {Lock} installed what npm noted of its last installation, node_modules/.package-lock.json
 */
export function missingPackages(lock, installed) {
  return Object.entries(lock.packages)
    .filter(([path, wanted]) => {
      if (path === '' || !wanted) return false
      const present = installed.packages[path]
      if (!present) return !wanted.optional
      return present.version !== wanted.version || present.integrity !== wanted.integrity
    })
    .map(([path]) => path)
}

/**
 * @param {string} path
 * @returns {Lock}
 */
function readLock(path) {
  return existsSync(path) ? /** @type {Lock} */ (readJson(path)) : { packages: {} }
}

/** Installs what the lock file asks for, development tools included, unless it is all there already. */
export async function installDependencies() {
  const lock = readLock(join(root, 'package-lock.json'))
  const installed = readLock(join(root, 'node_modules', '.package-lock.json'))
  const gone = Object.keys(installed.packages).some((path) => !existsSync(join(root, path)))
  if (!gone && missingPackages(lock, installed).length === 0) return
  console.log('Installing the dependencies (npm ci)')
  const status = await npm(['ci', '--include=dev', '--include=optional'])
  if (status !== 0) throw new Problem('npm could not install the dependencies: see its message above.')
}
