import * as keyval from 'idb-keyval'
import { beforeEach, expect, test, vi } from 'vitest'
import { DEFAULT_VARIANTS } from '../../../src/policy/webgpu/variants'
import { createBaseStore } from '../../../src/worker/baseStore'
import { createVariantStore } from '../../../src/worker/variantStore'

vi.mock('idb-keyval')

/** What the browser keeps in this test, by database. */
let databases: Map<string, Map<IDBValidKey, unknown>>
let kept: Map<IDBValidKey, unknown>
/** Values that were read. */
let read: unknown[]
const refusal = new Error('no storage here')

beforeEach(() => {
  databases = new Map()
  kept = databaseOf('adapters')
  read = []
  // A store is known by what it is called here, and is no function.
  vi.mocked(keyval.createStore).mockImplementation((_, name) => name as never)
  vi.mocked(keyval.get).mockImplementation((key, store) => {
    const value: unknown = databaseOf(store).get(key)
    read.push(value)
    return Promise.resolve(value as never)
  })
  vi.mocked(keyval.set).mockImplementation((key, value, store) =>
    Promise.resolve(void databaseOf(store).set(key, value)),
  )
  vi.mocked(keyval.clear).mockImplementation((store) => {
    databaseOf(store).clear()
    return Promise.resolve()
  })
  vi.mocked(keyval.keys).mockImplementation((store) => Promise.resolve([...databaseOf(store).keys()] as never))
  vi.mocked(keyval.entries).mockImplementation((store) => {
    read.push(...databaseOf(store).values())
    return Promise.resolve([...databaseOf(store)] as never)
  })
  vi.mocked(keyval.del).mockImplementation((key, store) => Promise.resolve(void databaseOf(store).delete(key)))
  vi.mocked(keyval.delMany).mockImplementation((keys, store) => {
    for (const key of keys) databaseOf(store).delete(key)
    return Promise.resolve()
  })
})

function databaseOf(store: unknown): Map<IDBValidKey, unknown> {
  const name = String(store)
  const database = databases.get(name) ?? new Map<IDBValidKey, unknown>()
  databases.set(name, database)
  return database
}

test('what was measured is kept for each adapter until it is forgotten', async () => {
  const store = createVariantStore()
  await store.put('one', DEFAULT_VARIANTS)
  expect(await store.get('one')).toEqual(DEFAULT_VARIANTS)
  expect(await store.get('other')).toBeUndefined()
  await store.clear()
  expect(await store.get('one')).toBeUndefined()
})

test.each([
  ['another version’s', { tile: { rows: 32, columns: 8, exchange: false }, rollout: DEFAULT_VARIANTS.rollout }],
  ['half', { tile: { rows: 8, columns: 8, exchange: false } }],
  ['garbage', 'eight'],
])('kept variants that do not fit are measured anew: %s', async (_, value) => {
  kept.set('one', value)
  expect(await createVariantStore().get('one')).toBeUndefined()
})

test('a browser that keeps nothing only measures more often', async () => {
  vi.mocked(keyval.get).mockRejectedValue(refusal)
  vi.mocked(keyval.set).mockRejectedValue(refusal)
  const store = createVariantStore()
  await store.put('one', DEFAULT_VARIANTS)
  expect(await store.get('one')).toBeUndefined()
})

test('base policies of kernels of different forms are kept apart', async () => {
  const report = vi.fn<(message: string) => void>()
  const parameters = new Float32Array([1, 2])
  await createBaseStore(DEFAULT_VARIANTS, report).put('seed 1', parameters)
  expect(await createBaseStore(DEFAULT_VARIANTS, report).get('seed 1')).toEqual(parameters)
  expect(
    await createBaseStore({ ...DEFAULT_VARIANTS, tile: { rows: 2, columns: 8, exchange: false } }, report).get(
      'seed 1',
    ),
  ).toBeUndefined()
  expect(await createBaseStore(undefined, report).get('seed 1')).toBeUndefined()
  expect(report).not.toHaveBeenCalled()
})

test('of more than 128 base policies the oldest go, those of earlier versions first, and none is read to find them', async () => {
  const bases = databaseOf('base-policies')
  // As an earlier version kept them: with their date, and beside no other.
  for (let i = 0; i < 3; i++) bases.set(`old ${i}`, { parameters: new Float32Array([i]), savedAt: i })
  const report = vi.fn<(message: string) => void>()
  const store = createBaseStore(undefined, report)
  expect(await store.get('old 2')).toEqual(new Float32Array([2]))
  vi.useFakeTimers()
  read = []
  for (let i = 0; i < 130; i++) {
    vi.setSystemTime(1000 + i)
    await store.put(`new ${i}`, new Float32Array([i]))
  }
  vi.useRealTimers()
  expect(bases.size).toBe(128)
  expect(['old 0', 'old 1', 'old 2'].filter((key) => bases.has(key))).toEqual([])
  expect(bases.has('new 1')).toBe(false)
  expect(bases.has('new 2')).toBe(true)
  expect(read.some((value) => typeof value === 'object' && value !== null && 'parameters' in value)).toBe(false)
  // Nothing is left behind of those that went.
  expect(databases.get('dates')?.size).toBe(128)
  expect(report).not.toHaveBeenCalled()
})

test('base policies that cannot be kept are reported, and missing', async () => {
  vi.mocked(keyval.get).mockRejectedValue(refusal)
  const report = vi.fn<(message: string) => void>()
  expect(await createBaseStore(undefined, report).get('seed 1')).toBeUndefined()
  expect(report.mock.calls).toEqual([[expect.stringContaining('no storage here')]])
})
