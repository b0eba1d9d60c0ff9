import { expect, test } from 'vitest'
import { DEFAULT_VARIANTS } from '../../../src/policy/webgpu/variants'
import { offerFor, remedyFor } from '../../../src/ui/engine/remedies'
import { engineSetting, isDefault } from '../../../src/ui/engine/useEngine'
import { measuredText, rolloutOptions } from '../../../src/ui/settings/EngineGroup'
import { defaultEngineSettings } from '../../../src/worker/engineSettings'

/** A browser's storage with one text in it. */
function storageOf(text: string | null) {
  const kept = new Map<string, string>()
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? text,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
}

const forced = { engine: 'fused', tile: '4x8', rollout: '64x1', threads: 3 } as const

test('engine settings come back as they were kept', () => {
  const storage = storageOf(null)
  engineSetting(() => storage).keep(forced)
  expect(engineSetting(() => storage).read()).toEqual(forced)
  expect(isDefault(forced)).toBe(false)
  // Defaults leave nothing behind, so that a later version's defaults hold.
  engineSetting(() => storage).keep(defaultEngineSettings)
  expect(storage.kept.size).toBe(0)
})

test.each(['', 'null', '{', '[]', '{"engine":"fused"}', '{"engine":"warp","tile":"8x8","rollout":"1x8"}'])(
  'kept settings that cannot be read give the defaults: %s',
  (text) => {
    expect(engineSetting(() => storageOf(text)).read()).toEqual(defaultEngineSettings)
  },
)

test('a refused engine is replaced by one that can work where it failed', () => {
  expect(offerFor({ engine: 'fused', problem: 'self-check' })?.engine).toBe('reference')
  expect(offerFor({ engine: 'fused', problem: 'lost' })?.engine).toBe('reference')
  expect(offerFor({ engine: 'reference', problem: 'self-check' })?.engine).toBe('cpu')
  // Without a device no engine of the device helps.
  expect(offerFor({ engine: 'fused', problem: 'no-webgpu' })?.engine).toBe('cpu')
  expect(offerFor({ engine: 'fused', problem: 'no-adapter' })?.engine).toBe('cpu')
  expect(offerFor({ engine: 'cpu', problem: 'engine' })).toBeUndefined()
  expect(offerFor({ engine: 'fused', problem: 'worker' })).toBeUndefined()
})

test('what was measured is said in words', () => {
  expect(measuredText({ measured: DEFAULT_VARIANTS })).toBe(
    'Measured here: tiles of 8 × 8, one invocation a group of 8 sequences.',
  )
  expect(measuredText({})).toBeUndefined()
  const titles = rolloutOptions.map(({ title }) => title)
  expect(titles).toContain('One workgroup a sequence')
  expect(new Set(titles).size).toBe(titles.length)
})

test('the processor’s engine is not told of graphics drivers', () => {
  for (const problem of ['insufficient', 'self-check', 'lost'] as const) {
    const { title, steps } = remedyFor({ engine: 'cpu', problem })
    expect([title, ...steps].join(' ')).not.toMatch(/graphics|driver|device/)
    expect(remedyFor({ engine: 'fused', problem }).title).not.toBe(title)
  }
})

test('threads that were chosen are kept whatever the engine is', () => {
  const storage = storageOf(null)
  engineSetting(() => storage).keep({ ...defaultEngineSettings, threads: 2 })
  expect(engineSetting(() => storage).read().threads).toBe(2)
})
