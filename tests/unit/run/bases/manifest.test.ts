import { expect, test } from 'vitest'
import { baseKey } from '../../../../src/run/baseCache'
import { keyOf, parseManifest, shippedKey } from '../../../../src/run/bases/manifest'
import { entryOf, manifestOf, tiny } from './fixtures'

const entry = entryOf(tiny(), 3, new Uint8Array([1, 2, 3]))

test('a manifest comes back as it was written', () => {
  const manifest = manifestOf([entry])
  expect(parseManifest(JSON.stringify(manifest))).toEqual({ manifest })
  expect(parseManifest(JSON.stringify(manifestOf([])))).toEqual({ manifest: manifestOf([]) })
})

test.each([
  ['no JSON', '<!doctype html>', 'it is not JSON'],
  ['another format', JSON.stringify({ ...manifestOf([]), format: 'x' }), 'no manifest of this version (format:'],
  ['a newer version', JSON.stringify({ ...manifestOf([]), version: 2 }), 'no manifest of this version (version:'],
  ['a hash cut off', text({ sha256: 'abc' }), 'policies.0.sha256: must be 64 hexadecimal digits'],
  ['a file elsewhere', text({ file: '../seed-1.safetensors' }), 'policies.0.file: must be like smoke/seed-0'],
  ['a file on another host', text({ file: 'https://a.test/seed-1.safetensors' }), 'policies.0.file:'],
  ['no length', text({ bytes: undefined }), 'policies.0.bytes:'],
  ['one policy twice', text({}, { file: 'other/seed-3.safetensors' }), 'policies: names one base policy twice'],
  ['one file twice', text({}, { seed: 4 }), 'policies: names one file twice'],
])('what is no manifest says why: %s', (_, own, clause) => {
  const parsed = parseManifest(own)
  expect('problem' in parsed && parsed.problem).toContain(clause)
})

/** A manifest of the entry with these changes, one time each. */
function text(...changes: object[]): string {
  return JSON.stringify({ ...manifestOf([]), policies: changes.map((change) => ({ ...entry, ...change })) })
}

test('an entry is found by what pretraining reads, in any order of settings, and by nothing else', () => {
  const key = shippedKey(tiny(), 3)
  expect(keyOf(entry)).toBe(key)
  const reversed = Object.fromEntries(Object.entries(entry.settings).reverse())
  expect(keyOf({ settings: reversed, seed: 3 })).toBe(key)

  const same = [{ arms: ['token'] }, { sft: { steps: 9, batch: 4 } }, { pretrain: { steps: 2, batch: 4, anew: true } }]
  for (const change of same) expect(shippedKey(tiny(change), 3)).toBe(key)
  expect(shippedKey(tiny({ seeds: { first: 0, count: 9 } }), 3)).toBe(key)

  const other = [
    { pretrain: { steps: 3, batch: 4 } },
    { model: { dModel: 16, heads: 2, layers: 1, dFF: 8 } },
    { optimizer: { beta1: 0.8 } },
    { game: { id: 'track', difficulty: { cups: 3, balls: 1, maxSwaps: 3 } } },
    { game: { id: 'sort' } },
    { game: { id: 'track', difficulty: { cups: 3, balls: 1, maxSwaps: 2 }, transfer: 'maze' } },
  ]
  for (const change of other) expect(shippedKey(tiny(change), 3)).not.toBe(key)
  expect(shippedKey(tiny(), 4)).not.toBe(key)
})

test('the cache’s keys are those of pages before base policies were shipped', () => {
  const { game, model, pretrain, optimizer } = tiny()
  const { steps, batch, learningRate, warmup, decay } = pretrain
  const before = JSON.stringify({
    engine: 'e',
    seed: 3,
    game: { id: game.id, difficulty: game.difficulty, base: game.base },
    model,
    pretrain: { steps, batch, learningRate, warmup, decay },
    optimizer,
  })
  expect(baseKey(tiny(), 3, 'e')).toBe(before)
  expect(baseKey(tiny({ pretrain: { steps: 2, batch: 4, anew: true } }), 3, 'e')).toBe(before)
})
