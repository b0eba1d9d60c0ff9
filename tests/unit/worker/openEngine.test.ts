import { afterEach, expect, test, vi } from 'vitest'
import { defaultEngineSettings } from '../../../src/worker/engineSettings'
import { openEngine } from '../../../src/worker/openEngine'
import type { Processor } from '../../../src/worker/processor'
import { stubWebGpu } from '../../helpers/webgpu/fakeGpu'

/** What an engine on a device has no use for. */
const NO_PROCESSOR: Processor = { threads: 1, spawner: () => Promise.reject(new Error('no workers')) }

afterEach(() => {
  vi.unstubAllGlobals()
})

test('where the store of measurements fails, the device is given back', async () => {
  const gpu = stubWebGpu()
  const failing = () => Promise.reject(new Error('no storage'))
  const opening = openEngine(defaultEngineSettings, { get: failing, put: failing, clear: failing }, NO_PROCESSOR)
  await expect(opening).rejects.toThrow('no storage')
  expect(gpu.devices.map(({ isDestroyed }) => isDestroyed)).toEqual([true])
})

test('a device that computes nothing is refused, and given back', async () => {
  const gpu = stubWebGpu()
  const nothing = () => Promise.resolve(undefined)
  const settings = { ...defaultEngineSettings, tile: '8x8', rollout: '1x8' }
  await expect(
    openEngine(settings, { get: nothing, put: nothing, clear: nothing }, NO_PROCESSOR),
  ).rejects.toMatchObject({
    problem: 'self-check',
  })
  expect(gpu.devices.map(({ isDestroyed, bytes }) => [isDestroyed, bytes])).toEqual([[true, 0]])
})
