import * as keyval from 'idb-keyval'
import { beforeEach, expect, test, vi } from 'vitest'
import { DEFAULT_VARIANTS } from '../../../src/policy/webgpu/variants'
import { createBaseStore } from '../../../src/worker/baseStore'
import { createVariantStore } from '../../../src/worker/variantStore'

vi.mock('idb-keyval')

/** What the browser keeps in this test. */
let kept: Map<IDBValidKey, unknown>
const refusal = new Error('no storage here')

beforeEach(() => {
  kept = new Map()
  vi.mocked(keyval.get).mockImplementation((key) => Promise.resolve(kept.get(key)))
  vi.mocked(keyval.set).mockImplementation((key, value) => Promise.resolve(void kept.set(key, value)))
  vi.mocked(keyval.clear).mockImplementation(() => {
    kept.clear()
    return Promise.resolve()
  })
  vi.mocked(keyval.entries).mockImplementation(() => Promise.resolve([...kept] as never))
})

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

test('base policies that cannot be kept are reported, and missing', async () => {
  vi.mocked(keyval.get).mockRejectedValue(refusal)
  const report = vi.fn<(message: string) => void>()
  expect(await createBaseStore(undefined, report).get('seed 1')).toBeUndefined()
  expect(report.mock.calls).toEqual([[expect.stringContaining('no storage here')]])
})
