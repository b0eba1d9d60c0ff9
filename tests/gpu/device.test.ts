import * as tf from '@tensorflow/tfjs'
import { expect, test } from 'vitest'
import { openReferenceEngine } from '../../src/policy/reference'

test('a command that the device refuses ends the engine with the reason, and the next engine works', async () => {
  const engine = await openReferenceEngine('webgpu')
  const { device } = tf.backend() as unknown as { device: GPUDevice }
  // A buffer that may be mapped both ways is not allowed; the refusal arrives later, and never as an exception.
  device.createBuffer({ size: 4, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.MAP_WRITE })
  device.queue.submit([])
  await expect(engine.lost).rejects.toMatchObject({ name: 'DeviceError', problem: 'lost' })
  await expect(engine.lost).rejects.toThrow(/refused a command/)

  // Opening checks the device by training and sampling on it.
  const next = await openReferenceEngine('webgpu')
  // The engine on the lost device may be disposed late.
  engine.dispose()
  const population = next.createPopulation({ vocabulary: 3, dModel: 4, heads: 1, layers: 1, dFF: 4 }, [1])
  const { parameters } = await next.snapshot(population)
  expect(parameters.some((value) => value !== 0)).toBe(true)
  next.dispose()
})

test('an engine can be opened again after the last one was disposed', async () => {
  const first = await openReferenceEngine('webgpu')
  first.dispose()
  const second = await openReferenceEngine('webgpu')
  expect(second.name).toBe(first.name)
  second.dispose()
})
