import { DeviceError } from './errors'

/** A WebGPU device that engines on one page share. */
export interface DeviceLease {
  device: GPUDevice
  info: GPUAdapterInfo
  /** For people. */
  description: string
  /** Rejects with a `DeviceError` when the device is lost other than by `close`; never resolves. */
  lost: Promise<never>
  /** Gives the lease back; the device goes with its last one. */
  close(): void
}

/** What a device allows of buffers, in bytes, as WebGPU names it. */
export interface DeviceLimits {
  maxBufferSize: number
  maxStorageBufferBindingSize: number
}

/** Bytes of the largest buffer that a kernel can see. */
export const largestBuffer = ({ maxBufferSize, maxStorageBufferBindingSize }: DeviceLimits): number =>
  Math.min(maxBufferSize, maxStorageBufferBindingSize)

/** Limits that are asked for as large as the adapter has them. */
const LIMITS = [
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
] as const

/** Features that are asked for where the adapter has them. */
const FEATURES: readonly GPUFeatureName[] = ['subgroups']

type OpenedDevice = Omit<DeviceLease, 'close'>

/** The page's device, and how many hold it or wait for it. */
interface SharedDevice {
  opening: Promise<OpenedDevice>
  users: number
}

let shared: SharedDevice | undefined

/** Whoever leases next gets a fresh device. */
function forget(own: SharedDevice): void {
  if (shared === own) shared = undefined
}

/**
 * Leases the page's device, opened with the adapter's limits.
 *
 * @throws DeviceError `no-webgpu`, `no-adapter` or `insufficient`, with a sentence for people
 */
export async function leaseDevice(): Promise<DeviceLease> {
  const own = (shared ??= { opening: openDevice(), users: 0 })
  // Counted before the wait, during which another lease may be given back: the device must not go with that one.
  own.users++
  let opened: OpenedDevice
  try {
    opened = await own.opening
  } catch (error) {
    forget(own)
    throw error
  }
  opened.lost.catch(() => {
    forget(own)
  })
  let isOpen = true
  return {
    ...opened,
    close: () => {
      if (!isOpen) return
      isOpen = false
      own.users--
      if (own.users > 0) return
      forget(own)
      opened.device.destroy()
    },
  }
}

async function openDevice(): Promise<OpenedDevice> {
  const gpu = (globalThis.navigator as Partial<Navigator> | undefined)?.gpu
  if (!gpu) {
    throw new DeviceError(
      'no-webgpu',
      'This browser has no WebGPU. Use a current Chrome, Edge, Safari or Firefox, over https or on localhost.',
    )
  }
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' })
  if (!adapter) {
    throw new DeviceError(
      'no-adapter',
      'WebGPU found no graphics adapter. Turn on hardware acceleration in the browser settings and update the graphics driver.',
    )
  }
  const requiredLimits = Object.fromEntries(LIMITS.map((name) => [name, adapter.limits[name]]))
  const requiredFeatures = FEATURES.filter((name) => adapter.features.has(name))
  const device = await adapter.requestDevice({ requiredLimits, requiredFeatures }).catch((error: unknown) => {
    throw new DeviceError(
      'insufficient',
      `The graphics adapter gave no device (${String(error)}). Restart the browser.`,
    )
  })
  const { vendor, architecture, description } = adapter.info
  const names = [vendor, architecture, description].filter((text) => text !== '')
  const lost = watchDevice(device)
  lost.catch(() => {
    device.destroy()
  })
  return { device, info: adapter.info, description: names.join(' ') || 'unnamed adapter', lost }
}

/** Rejects when the device goes, or when it refuses a command: shaders fail without any exception, leaving zeros. */
export function watchDevice(device: GPUDevice): Promise<never> {
  return new Promise<never>((_, reject) => {
    device.addEventListener('uncapturederror', ({ error }) => {
      reject(
        new DeviceError(
          'lost',
          `The graphics device refused a command (${error.message}). Run less at once: fewer arms or seeds, smaller batches or a smaller model.`,
        ),
      )
    })
    void device.lost.then(({ reason, message }) => {
      if (reason === 'destroyed') return
      reject(
        new DeviceError('lost', `The graphics device was lost (${message || reason}). Run again, or reload the page.`),
      )
    })
  })
}
