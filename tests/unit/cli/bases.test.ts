import { expect, test } from 'vitest'
import { BadArguments } from '../../../cli/arguments'
import { parseBasesArguments } from '../../../cli/bases'
import { coverageText, missingSeeds, unusedPolicies, withPolicies } from '../../../cli/shippedBases'
import { entryOf, manifestOf, tiny } from '../run/bases/fixtures'

const none = new Uint8Array(1)
const entries = (config = tiny(), ...seeds: number[]) => seeds.map((seed) => entryOf(config, seed, none))
const presetOf = (id: string, config = tiny()) => ({ id, config })

test('the command takes an experiment as npm run experiment does', () => {
  const words = ['--preset', 'smoke', '--set', 'pretrain.steps=7', '--seeds=2', '--first-seed', '100', '--tile', '8x8e']
  expect(parseBasesArguments([...words, '--runtime', 'node', '--prune'])).toMatchObject({
    config: { preset: 'smoke', pretrain: { steps: 7 }, seeds: { first: 100, count: 2 } },
    settings: { engine: 'fused', tile: '8x8e' },
    runtime: 'node',
    prune: true,
    atOnce: 4,
  })
})

test.each([
  [['--set', 'pretrain.anew=true'], '--set: pretrain.anew says where base policies come from'],
  [['--seeds', 'some'], '--seeds is "some"; it must be a whole number of at least 1.'],
  [['--runtime', 'bun'], '--runtime is "bun"'],
  [['--out', 'a.json'], "Unknown option '--out'"],
])('a bad argument is one line: %j', (words, line) => {
  const parse = () => parseBasesArguments(words)
  expect(parse).toThrow(BadArguments)
  expect(parse).toThrow(line)
  expect(parse).not.toThrow('\n')
})

test('seeds that have no entry are trained in ranges of so many', () => {
  const config = tiny({ seeds: { first: 3, count: 7 } })
  const manifest = manifestOf(entries(config, 5))
  expect(missingSeeds(manifest, config, 3)).toEqual([
    { first: 3, count: 2 },
    { first: 6, count: 3 },
    { first: 9, count: 1 },
  ])
  expect(missingSeeds(manifest, tiny({ seeds: { first: 5, count: 1 } }), 3)).toEqual([])
  // The same seed with other pretraining is another policy.
  const other = tiny({ seeds: { first: 5, count: 1 }, pretrain: { steps: 9, batch: 4 } })
  expect(missingSeeds(manifest, other, 3)).toEqual([{ first: 5, count: 1 }])
})

test('a policy takes the place of the one in its file; entries stand in the order of their seeds', () => {
  const changed = tiny({ pretrain: { steps: 9, batch: 4 } })
  const before = manifestOf(entries(tiny(), 2, 10))
  const { policies } = withPolicies(before, entries(changed, 3, 10))
  expect(policies).toEqual([...entries(tiny(), 2), ...entries(changed, 3, 10)])
  expect(before.policies).toHaveLength(2)
})

test('policies that no seed of a preset starts from are found, and how many seeds have one', () => {
  const changed = tiny({ pretrain: { steps: 9, batch: 4 } })
  const manifest = manifestOf([
    ...entries(tiny(), 3, 4),
    { ...entryOf(changed, 3, none), file: 'old/seed-3.safetensors' },
  ])
  const twin = presetOf('twin', tiny({ sft: { steps: 2, batch: 4 } }))
  expect(unusedPolicies(manifest, [twin]).map(({ file }) => file)).toEqual(['old/seed-3.safetensors'])
  expect(unusedPolicies(manifest, [presetOf('new', changed)]).map(({ file }) => file)).toEqual([
    'tiny/seed-3.safetensors',
    'tiny/seed-4.safetensors',
  ])
  // Seeds that a preset does not have count for nothing.
  expect(unusedPolicies(manifest, [presetOf('few', tiny({ seeds: { first: 4, count: 1 } }))])).toHaveLength(2)
  expect(coverageText(manifest, [twin, presetOf('new', changed)])).toBe('  twin: 2 of 3 seeds\n  new: 1 of 3 seeds')
})
