import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { expect, test } from 'vitest'
import { keyOf, parseManifest, shippedKey } from '../../../../src/run/bases/manifest'
import { seedsOf } from '../../../../src/config/plan'
import { presets } from '../../../../src/config/presets'
import { sha256Of } from './fixtures'

const folder = join(import.meta.dirname, '../../../../public/bases')
const parsed = parseManifest(readFileSync(join(folder, 'manifest.json'), 'utf8'))
const policies = 'manifest' in parsed ? parsed.manifest.policies : []

test('the manifest of shipped base policies can be read', () => {
  expect(parsed).toHaveProperty('manifest')
})

test('it names every file, with its length and hash, and no other', () => {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll(sep, '/'),
    )
    .filter((file) => file !== 'manifest.json')
  expect(files.sort()).toEqual(policies.map(({ file }) => file).sort())
  for (const { file, bytes, sha256 } of policies) {
    const content = readFileSync(join(folder, file))
    expect([file, content.length, sha256Of(content)]).toEqual([file, bytes, sha256])
  }
})

test('each is what a seed of a preset starts from (else: npm run bases -- --prune)', () => {
  const used = new Set(
    Object.values(presets).flatMap(({ config, confirmation }) =>
      [...seedsOf(config), ...(confirmation?.seeds ?? [])].map((seed) => shippedKey(config, seed)),
    ),
  )
  expect(policies.filter((entry) => !used.has(keyOf(entry))).map(({ file }) => file)).toEqual([])
})
