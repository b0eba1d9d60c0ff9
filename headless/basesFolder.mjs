import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Problem, root } from '../tools/script.mjs'
import { loadTypeScript } from '../runtimes/typescript.mjs'
import { replaceFile, replaceFormatted } from './files.mjs'

/**
 * @typedef {import('../src/run/bases/manifest').BasesManifest} BasesManifest
 */

const FOLDER = join(root, 'public', 'bases')
const MANIFEST = join(FOLDER, 'manifest.json')

/** @returns {Promise<BasesManifest>} the manifest of public/bases, with those policies whose files are there; empty where there is none */
export async function readManifest() {
  if (!existsSync(MANIFEST)) return { format: 'pear-playground-bases', version: 1, policies: [] }
  const { parseManifest } = /** @type {typeof import('../src/run/bases/manifest')} */ (
    await loadTypeScript('src/run/bases/manifest.ts')
  )
  const parsed = parseManifest(readFileSync(MANIFEST, 'utf8'))
  if ('problem' in parsed) throw new Problem(`public/bases/manifest.json cannot be read: ${parsed.problem}.`)
  const { policies, ...rest } = parsed.manifest
  return { ...rest, policies: policies.filter(({ file }) => existsSync(join(FOLDER, file))) }
}

/** @param {BasesManifest} manifest */
export const writeManifest = (manifest) => replaceFormatted(MANIFEST, JSON.stringify(manifest))

/**
 * @param {string} file as the manifest names it
 * @param {Uint8Array} bytes
 */
export function writePolicy(file, bytes) {
  const path = join(FOLDER, file)
  mkdirSync(dirname(path), { recursive: true })
  replaceFile(path, bytes)
}

/** @param {string} file as the manifest names it */
export function removePolicy(file) {
  rmSync(join(FOLDER, file), { force: true })
}
