import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Problem, root } from '../tools/script.mjs'
import type { ExperimentConfig } from '../src/config/config'
import { seedsOf } from '../src/config/plan'
import { type Preset, presets } from '../src/config/presets'
import { type BasesManifest, keyOf, parseManifest, shippedKey, type ShippedPolicy } from '../src/run/bases/manifest'
import { replaceFile, replaceFormatted } from './files'

const FOLDER = join(root, 'public', 'bases')
const MANIFEST = join(FOLDER, 'manifest.json')

/** What is asked of a preset here. */
type Named = Pick<Preset, 'id' | 'config' | 'confirmation'>

/** So many seeds from the first on, as `config.seeds` has them. */
export type SeedRange = ExperimentConfig['seeds']

export const allPresets: readonly Named[] = Object.values(presets)

/** The seeds of an experiment that have no entry, in ranges of at most so many. */
export function missingSeeds(manifest: BasesManifest, config: ExperimentConfig, atOnce: number): SeedRange[] {
  const known = new Set(manifest.policies.map(keyOf))
  const ranges: SeedRange[] = []
  for (const seed of seedsOf(config).filter((one) => !known.has(shippedKey(config, one)))) {
    const last = ranges.at(-1)
    if (last && last.first + last.count === seed && last.count < atOnce) last.count++
    else ranges.push({ first: seed, count: 1 })
  }
  return ranges
}

/** The manifest with further policies. Those whose files they replace, of a preset that has changed since, leave it. */
export function withPolicies(manifest: BasesManifest, added: readonly ShippedPolicy[]): BasesManifest {
  const files = new Set(added.map(({ file }) => file))
  const policies = [...manifest.policies.filter(({ file }) => !files.has(file)), ...added]
  return { ...manifest, policies: policies.sort((a, b) => compare(a.file, b.file)) }
}

const compare = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true })

/** The policies that no seed of any preset starts from. */
export function unusedPolicies({ policies }: BasesManifest, presets: Iterable<Named>): ShippedPolicy[] {
  const used = new Set([...presets].flatMap(shippableKeys))
  return policies.filter((entry) => !used.has(keyOf(entry)))
}

/** The keys of a preset's own seeds and of those that it was confirmed on. */
export function shippableKeys({ config, confirmation }: Named): string[] {
  return [...seedsOf(config), ...(confirmation?.seeds ?? [])].map((seed) => shippedKey(config, seed))
}

/** How many of each preset's seeds have a shipped base policy, a line each: `smoke: 1 of 3 seeds`. */
export function coverageText(manifest: BasesManifest, presets: Iterable<Named>): string {
  return [...presets]
    .map(({ id, config }) => {
      const missing = missingSeeds(manifest, config, Infinity).reduce((sum, { count }) => sum + count, 0)
      return `  ${id}: ${config.seeds.count - missing} of ${config.seeds.count} seeds`
    })
    .join('\n')
}

/** The manifest of public/bases, with those policies whose files are there; empty where there is none. Throws `Problem`. */
export function readManifest(): BasesManifest {
  if (!existsSync(MANIFEST)) return { format: 'pear-playground-bases', version: 1, policies: [] }
  const parsed = parseManifest(readFileSync(MANIFEST, 'utf8'))
  if ('problem' in parsed) throw new Problem(`public/bases/manifest.json cannot be read: ${parsed.problem}.`)
  const { policies, ...rest } = parsed.manifest
  return { ...rest, policies: policies.filter(({ file }) => existsSync(join(FOLDER, file))) }
}

export const writeManifest = (manifest: BasesManifest): Promise<void> =>
  replaceFormatted(MANIFEST, JSON.stringify(manifest))

/** @param file as the manifest names it */
export function writePolicy(file: string, bytes: Uint8Array): void {
  const path = join(FOLDER, file)
  mkdirSync(dirname(path), { recursive: true })
  replaceFile(path, bytes)
}

/** @param file as the manifest names it */
export function removePolicy(file: string): void {
  rmSync(join(FOLDER, file), { force: true })
}
