import { vi } from 'vitest'

/*
 * WebGPU without a device, for tests in Node of what is opened, allocated and given back: buffers have sizes and hold zeros, and
 * kernels compute nothing.
 */

/** What a device of the fake made, and whether it is still there. */
export class FakeDevice extends EventTarget {
  readonly features = new Set<string>()
  readonly lost: Promise<GPUDeviceLostInfo>
  readonly queue = new FakeQueue()
  isDestroyed = false
  /** Bytes of the buffers that are not destroyed. */
  bytes = 0
  private end: (info: GPUDeviceLostInfo) => void = ignore

  constructor(readonly limits: Record<string, number>) {
    super()
    this.lost = new Promise((resolve) => {
      this.end = resolve
    })
  }

  destroy(): void {
    if (this.isDestroyed) return
    this.isDestroyed = true
    this.end({ reason: 'destroyed', message: '' } as GPUDeviceLostInfo)
  }

  createBuffer({ size }: { size: number }): FakeBuffer {
    this.bytes += size
    return new FakeBuffer(size, () => {
      this.bytes -= size
    })
  }

  createComputePipelineAsync(): Promise<object> {
    return Promise.resolve({})
  }

  createCommandEncoder(): object {
    return {
      beginComputePass: () => new FakePass(),
      copyBufferToBuffer: ignore,
      clearBuffer: ignore,
      finish: made,
    }
  }

  createBindGroupLayout = made
  createPipelineLayout = made
  createShaderModule = made
  createComputePipeline = made
  createBindGroup = made
}

class FakeQueue {
  writeBuffer = ignore
  submit = ignore
  onSubmittedWorkDone(): Promise<void> {
    return Promise.resolve()
  }
}

class FakePass {
  setPipeline = ignore
  setBindGroup = ignore
  dispatchWorkgroups = ignore
  end = ignore
}

class FakeBuffer {
  constructor(
    readonly size: number,
    private free: () => void,
  ) {}

  destroy(): void {
    this.free()
    this.free = ignore
  }

  mapAsync(): Promise<void> {
    return Promise.resolve()
  }

  getMappedRange(): ArrayBuffer {
    return new ArrayBuffer(this.size)
  }
}

const ignore = (): void => undefined
const made = (): object => ({})

const LIMITS = {
  maxStorageBufferBindingSize: 2 ** 27,
  maxBufferSize: 2 ** 28,
  maxComputeWorkgroupStorageSize: 2 ** 14,
  maxComputeWorkgroupsPerDimension: 65_535,
  maxComputeWorkgroupSizeX: 256,
  maxComputeInvocationsPerWorkgroup: 256,
}

/** A browser's WebGPU; every device that was asked for stands in `devices`. */
export interface FakeGpu {
  devices: FakeDevice[]
  /** What the next request for a device fails with. */
  failure?: Error
}

/** Puts the fake where a browser has WebGPU, until `vi.unstubAllGlobals`. */
export function stubWebGpu(limits: Partial<typeof LIMITS> = {}): FakeGpu {
  const fake: FakeGpu = { devices: [] }
  const own = { ...LIMITS, ...limits }
  const adapter = {
    limits: own,
    features: new Set<string>(),
    info: { vendor: 'nobody', architecture: '', device: '', description: 'a fake' },
    requestDevice: () => {
      const { failure } = fake
      delete fake.failure
      if (failure) return Promise.reject(failure)
      const device = new FakeDevice(own)
      fake.devices.push(device)
      return Promise.resolve(device)
    },
  }
  vi.stubGlobal('navigator', { gpu: { requestAdapter: () => Promise.resolve(adapter) } })
  vi.stubGlobal('GPUBufferUsage', { MAP_READ: 1, COPY_SRC: 4, COPY_DST: 8, UNIFORM: 64, STORAGE: 128 })
  vi.stubGlobal('GPUShaderStage', { COMPUTE: 4 })
  vi.stubGlobal('GPUMapMode', { READ: 1 })
  vi.stubGlobal('GPUDevice', FakeDevice)
  vi.stubGlobal('GPUBuffer', FakeBuffer)
  vi.stubGlobal('GPUQueue', FakeQueue)
  vi.stubGlobal('GPUComputePassEncoder', FakePass)
  return fake
}
