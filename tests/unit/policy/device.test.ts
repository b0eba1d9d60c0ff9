import { afterEach, expect, test, vi } from 'vitest'
import { leaseDevice } from '../../../src/policy/device'
import { stubWebGpu } from '../../helpers/webgpu/fakeGpu'

afterEach(() => {
  vi.unstubAllGlobals()
})

test('a device lives as long as somebody holds it', async () => {
  const gpu = stubWebGpu()
  const [first, second] = await Promise.all([leaseDevice(), leaseDevice()])
  expect(first.device).toBe(second.device)
  first.close()
  first.close()
  expect(gpu.devices.map(({ isDestroyed }) => isDestroyed)).toEqual([false])
  second.close()
  expect(gpu.devices.map(({ isDestroyed }) => isDestroyed)).toEqual([true])
})

test('a lease that is given back while another waits does not take the device from that one', async () => {
  const gpu = stubWebGpu()
  const first = await leaseDevice()
  const waiting = leaseDevice()
  first.close()
  const second = await waiting
  expect(second.device).toBe(first.device)
  expect(gpu.devices[0]?.isDestroyed).toBe(false)
  second.close()
  expect(gpu.devices[0]?.isDestroyed).toBe(true)
  // Whoever comes next gets another device.
  const third = await leaseDevice()
  expect(gpu.devices).toHaveLength(2)
  third.close()
})

test('a device that could not be opened is asked for anew, and counts nobody', async () => {
  const gpu = stubWebGpu()
  gpu.failure = new Error('not now')
  const refused = await Promise.allSettled([leaseDevice(), leaseDevice()])
  for (const one of refused) expect(one).toMatchObject({ status: 'rejected', reason: { problem: 'insufficient' } })
  const lease = await leaseDevice()
  lease.close()
  expect(gpu.devices.map(({ isDestroyed }) => isDestroyed)).toEqual([true])
})

test('what leases a lost device hears of it, and the next lease is another device', async () => {
  const gpu = stubWebGpu()
  const first = await leaseDevice()
  gpu.devices[0]?.dispatchEvent(Object.assign(new Event('uncapturederror'), { error: { message: 'too much' } }))
  await expect(first.lost).rejects.toMatchObject({ problem: 'lost' })
  const second = await leaseDevice()
  expect(second.device).not.toBe(first.device)
  first.close()
  expect(gpu.devices.map(({ isDestroyed }) => isDestroyed)).toEqual([true, false])
  second.close()
})
