import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { BaseCache } from '../../../../src/run/baseCache'
import { decodePolicy } from '../../../../src/run/bases/policyFile'
import { type ReadFile, shippedBases } from '../../../../src/run/bases/shipped'
import { type TrainedBase, trainBases } from '../../../../src/run/bases/train'
import type { ExperimentConfig } from '../../../../src/config/config'
import type { RunEvent } from '../../../../src/results/events'
import { runExperiment } from '../../../../src/run/run'
import { Session } from '../../../../src/run/session'
import { RunControl } from '../../../../src/run/control'
import type { PolicyEngine } from '../../../../src/policy/engine'
import { openWasmEngine } from '../../../../src/policy/wasm'
import { entryOf, manifestOf, tiny } from './fixtures'
import { untimed } from '../../../helpers/tinyRun'

let engine: PolicyEngine
let trained: TrainedBase[]
let shape: Session['shape']
beforeAll(async () => {
  engine = await openWasmEngine()
  trained = (await trainBases(tiny(), engine, () => undefined)).bases
  shape = new Session(tiny(), engine, () => undefined, new RunControl(), undefined).shape
})
afterAll(() => {
  engine.dispose()
})

/** What the server has, and what was asked of it. */
let files: Map<string, Uint8Array>
let asked: string[]
const read: ReadFile = (path) => {
  asked.push(path)
  const bytes = files.get(path)
  return bytes ? Promise.resolve(bytes) : Promise.reject(new Error('the server answered 404 Not Found'))
}

const fileOf = (seed: number): Uint8Array => trained.find((base) => base.seed === seed)?.file ?? new Uint8Array()
const nameOf = (seed: number): string => `tiny/seed-${seed}.safetensors`

/** Puts the policies of these seeds on the server. */
function ship(...seeds: number[]): void {
  const manifest = manifestOf(seeds.map((seed) => entryOf(tiny(), seed, fileOf(seed))))
  files.set('manifest.json', new TextEncoder().encode(JSON.stringify(manifest)))
  for (const seed of seeds) files.set(nameOf(seed), fileOf(seed))
}

beforeEach(() => {
  files = new Map()
  asked = []
})

async function load(config: ExperimentConfig, seeds: readonly number[]) {
  const sentences: string[] = []
  const found = await shippedBases(read).load(config, seeds, shape, (sentence) => sentences.push(sentence))
  return { found, sentences }
}

test('the policies of an experiment’s seeds are found, those of no other', async () => {
  ship(3, 4)
  const { found, sentences } = await load(tiny(), [3, 4, 5])
  expect([...found.keys()].sort()).toEqual([3, 4])
  expect(found.get(4)).toEqual(decodePolicy(shape, fileOf(4)))
  expect(sentences).toEqual([])
  expect(asked).toEqual(['manifest.json', nameOf(3), nameOf(4)])

  asked = []
  const other = await load(tiny({ pretrain: { steps: 1, batch: 4 } }), [3, 4])
  expect(other.found.size).toBe(0)
  expect(asked).toEqual(['manifest.json'])
})

test.each<[string, () => void, RegExp]>([
  ['a bit turned', () => (fileAt(3)[500] = (fileAt(3)[500] ?? 0) ^ 1), /its SHA-256 is \w{8}…, and the manifest says/],
  ['a file cut off', () => files.set(nameOf(3), fileOf(3).subarray(8)), /it has \d+ bytes, and the manifest says \d+/],
  ['a file that is gone', () => files.delete(nameOf(3)), /the server answered 404 Not Found/],
])('%s: a sentence, and the other seeds are found', async (_, damage, clause) => {
  ship(3, 4)
  damage()
  const { found, sentences } = await load(tiny(), [3, 4])
  expect([...found.keys()]).toEqual([4])
  expect(sentences).toEqual([expect.stringMatching(clause)])
  expect(sentences[0]).toMatch(/^The shipped base policy of seed 3 cannot be used: bases\/tiny\/seed-3\.safetensors: /)
})

/** A copy of a file that may be damaged. */
function fileAt(seed: number): Uint8Array {
  const bytes = files.get(nameOf(seed))
  const own = bytes === fileOf(seed) ? new Uint8Array(bytes) : (bytes ?? new Uint8Array())
  files.set(nameOf(seed), own)
  return own
}

test('a file whose hash is right and whose policy is another is refused', async () => {
  ship(3)
  shape = { ...shape, dFF: 12 }
  const { found, sentences } = await load(tiny(), [3])
  shape = { ...shape, dFF: 8 }
  expect(found.size).toBe(0)
  expect(sentences).toEqual([expect.stringContaining('tensor layer0.wgate has shape [8, 8]; the policy needs [8, 12]')])
})

test.each([
  ['none', undefined, 'the server answered 404 Not Found'],
  ['a page in its place', '<!doctype html>', 'it is not JSON'],
])('a manifest that cannot be used is one sentence: %s', async (_, text, clause) => {
  ship(3, 4)
  files.delete('manifest.json')
  if (text !== undefined) files.set('manifest.json', new TextEncoder().encode(text))
  const { found, sentences } = await load(tiny(), [3, 4])
  expect(found.size).toBe(0)
  expect(sentences).toEqual([
    `Shipped base policies cannot be used: bases/manifest.json: ${clause}. One that is trained here takes its place; run again to try once more.`,
  ])
})

/** A run's notices, the seeds that it pretrained, and its figures but the speed. */
async function runWith(config: ExperimentConfig, cache?: BaseCache) {
  const seen: RunEvent[] = []
  await runExperiment(config, engine, (event) => seen.push(event), {
    shipped: shippedBases(read),
    ...(cache && { cache }),
  })
  expect(seen.at(-1)?.kind).toBe('finished')
  const points = seen.filter((event) => event.kind === 'point')
  const pretraining = points.filter(({ stage, values }) => stage === 'pretrain' && values.loss !== undefined)
  return {
    notices: seen.filter((event) => event.kind === 'notice').map(({ message }) => message),
    pretrained: [...new Set(pretraining.map(({ seed }) => seed))],
    figures: points.filter((point) => !pretraining.includes(point)).map(untimed),
  }
}

function cacheOf(...seeds: number[]) {
  const looked: number[] = []
  const put: number[] = []
  const seedOf = (key: string): number => (JSON.parse(key) as { seed: number }).seed
  const cache: BaseCache = {
    get: (key) => {
      looked.push(seedOf(key))
      return Promise.resolve(seeds.includes(seedOf(key)) ? decodePolicy(shape, fileOf(seedOf(key))) : undefined)
    },
    put: (key) => Promise.resolve(void put.push(seedOf(key))),
  }
  return { cache, looked, put }
}

test('a seed starts from what is shipped, else from what is kept, else it is pretrained; the figures are the same', async () => {
  const whole = await runWith(tiny({ pretrain: { steps: 2, batch: 4, anew: true } }))
  expect(whole.pretrained).toEqual([3, 4, 5])
  expect(whole.notices).toEqual(['Base policies: trained here (seeds 3 to 5).'])

  ship(3)
  const { cache, looked, put } = cacheOf(3, 4)
  const mixed = await runWith(tiny(), cache)
  expect(mixed.notices).toEqual([
    'Base policies: shipped (seed 3), kept from an earlier run (seed 4), trained here (seed 5).',
  ])
  expect(mixed.pretrained).toEqual([5])
  expect([looked, put]).toEqual([[4, 5], [5]])
  expect(mixed.figures).toEqual(whole.figures)
})

test('a policy with a wrong hash is replaced by one that is trained, and the run says so', async () => {
  ship(3, 4, 5)
  fileAt(4)[600] = 77
  const { notices, pretrained } = await runWith(tiny())
  expect(notices).toEqual([
    expect.stringMatching(/^The shipped base policy of seed 4 cannot be used: .* SHA-256/),
    'Base policies: shipped (seeds 3, 5), trained here (seed 4).',
  ])
  expect(pretrained).toEqual([4])
})

test('pretrain anew asks for nothing that is shipped', async () => {
  ship(3, 4, 5)
  const { notices, pretrained } = await runWith(tiny({ pretrain: { steps: 2, batch: 4, anew: true } }))
  expect(asked).toEqual([])
  expect(pretrained).toEqual([3, 4, 5])
  expect(notices).toEqual(['Base policies: trained here (seeds 3 to 5).'])
})

test('pretraining alone reports its progress to the end', async () => {
  const seen: RunEvent[] = []
  const { end, bases } = await trainBases(tiny({ seeds: { first: 4, count: 1 } }), engine, (event) => seen.push(event))
  expect(end.kind).toBe('finished')
  expect(seen.filter((event) => event.kind === 'progress').at(-1)).toMatchObject({
    stage: 'pretrain',
    step: 2,
    done: 1,
  })
  expect(bases.map(({ seed }) => seed)).toEqual([4])
  // The same bits as beside other seeds.
  expect(bases[0]?.file).toEqual(fileOf(4))
})
