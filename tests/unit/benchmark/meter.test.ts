import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { DeviceMeter } from '../../../src/benchmark/meter'

/** As much of WebGPU as the meter watches. */
class FakeBuffer {
  constructor(readonly size: number) {}
  destroy(): void {
    this.gone = true
  }
  gone = false
}
class FakeDevice {
  createBuffer({ size }: { size: number }): FakeBuffer {
    return new FakeBuffer(size)
  }
  createComputePipeline(): object {
    return {}
  }
  createComputePipelineAsync(): Promise<object> {
    return Promise.resolve({})
  }
}
class FakePass {
  calls: number[][] = []
  dispatchWorkgroups(...grid: number[]): void {
    this.calls.push(grid)
  }
  dispatchWorkgroupsIndirect(): void {
    this.calls.push([])
  }
}
class FakeQueue {
  submit(): void {
    this.submitted++
  }
  submitted = 0
}

beforeEach(() => {
  vi.stubGlobal('GPUBuffer', FakeBuffer)
  vi.stubGlobal('GPUDevice', FakeDevice)
  vi.stubGlobal('GPUComputePassEncoder', FakePass)
  vi.stubGlobal('GPUQueue', FakeQueue)
})

afterEach(() => {
  vi.unstubAllGlobals()
})

test('calls go through and are counted for their owner, until the end', () => {
  const meter = new DeviceMeter()
  const [device, pass, queue] = [new FakeDevice(), new FakePass(), new FakeQueue()]
  meter.owner = 'one'
  const kept = device.createBuffer({ size: 100 })
  device.createComputePipeline()
  meter.owner = 'two'
  const freed = device.createBuffer({ size: 7 })
  pass.dispatchWorkgroups(1, 2, 3)
  pass.dispatchWorkgroupsIndirect()
  queue.submit()
  freed.destroy()
  freed.destroy()
  meter.dispose()
  kept.destroy()
  pass.dispatchWorkgroups(1)
  expect(pass.calls).toEqual([[1, 2, 3], [], [1]])
  expect(freed.gone && kept.gone).toBe(true)
  expect([meter.dispatches, meter.submits, queue.submitted]).toEqual([2, 1, 1])
  expect([meter.bytesOf('one'), meter.bytesOf('two'), meter.bytesOf('three')]).toEqual([100, 0, 0])
  expect([meter.pipelinesOf('one'), meter.pipelinesOf('two')]).toEqual([1, 0])
})
