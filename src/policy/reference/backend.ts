import * as tf from '@tensorflow/tfjs'
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu'
import { DeviceError } from '../errors'
import type { PolicyShape } from '../shape'
import { registerKernels } from './kernels/register'

/** A tfjs backend that an engine works on. */
export interface OpenBackend {
  description: string
  /** Rejects with a `DeviceError` when the device is lost other than by `close`; never resolves. */
  lost: Promise<never>
  /** Bytes of the largest buffer a shader can see. */
  largestBuffer: number
  /** Makes this backend tfjs's current one; at once, since it is initialised. */
  activate(): void
  /** Throws a `DeviceError` when a pass over so many rows of T positions does not fit the device. */
  checkSize(rows: number, length: number, shape: PolicyShape): void
  close(): void
}

/** Limits that are asked for as large as the adapter has them. */
const LIMITS = [
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
] as const

/** Opens tfjs's plain JavaScript backend. */
export async function openCpu(): Promise<OpenBackend> {
  await tf.setBackend('cpu')
  return {
    description: 'cpu',
    lost: new Promise<never>(() => undefined),
    largestBuffer: Infinity,
    activate: () => {
      use('cpu')
    },
    checkSize: () => undefined,
    close: () => undefined,
  }
}

interface SharedDevice {
  device: GPUDevice
  description: string
  lost: Promise<never>
  users: number
}

let shared: SharedDevice | undefined

/**
 * Opens WebGPU through tfjs on a device with the adapter's limits; engines on one page share it. Throws a `DeviceError`
 * that says what is missing.
 */
export async function openWebGpu(): Promise<OpenBackend> {
  shared ??= await openDevice()
  const own = shared
  own.users++
  use('webgpu')
  const largestBuffer = own.device.limits.maxStorageBufferBindingSize
  return {
    description: `webgpu: ${own.description}`,
    lost: own.lost,
    largestBuffer,
    activate: () => {
      use('webgpu')
    },
    checkSize: (rows, length, { dModel, heads, dFF, vocabulary }) => {
      const bytes = 4 * rows * length * Math.max(3 * dModel, dFF, heads * length, vocabulary)
      if (bytes > largestBuffer) {
        throw new DeviceError(
          'insufficient',
          `This batch needs a buffer of ${megabytes(bytes)} and this device allows ${megabytes(largestBuffer)}. ` +
            'Use a smaller batch, fewer methods or seeds at once, or a smaller model.',
        )
      }
    },
    close: () => {
      own.users--
      if (own.users > 0) return
      if (shared === own) {
        shared = undefined
        removeBackend()
      }
      own.device.destroy()
    },
  }
}

async function openDevice(): Promise<SharedDevice> {
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
  const device = await adapter.requestDevice({ requiredLimits }).catch((error: unknown) => {
    throw new DeviceError(
      'insufficient',
      `The graphics adapter gave no device (${String(error)}). Restart the browser.`,
    )
  })
  registerKernels()
  // tfjs registers a backend with a device of its own choice; ours takes its place.
  removeBackend()
  tf.registerBackend('webgpu', () => new WebGPUBackend(device, adapter.info), 3)
  // Every submit costs more than a dispatch; every read submits what is pending anyway.
  tf.env().set('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE', 128)
  // Small tensors would otherwise be computed by another implementation, so that bits depended on sizes.
  tf.env().set('WEBGPU_CPU_FORWARD', false)
  await tf.setBackend('webgpu')
  const { vendor, architecture, description } = adapter.info
  const names = [vendor, architecture, description].filter((text) => text !== '')
  const opened: SharedDevice = {
    device,
    description: names.join(' ') || 'unnamed adapter',
    lost: watch(device),
    users: 0,
  }
  opened.lost.catch(() => {
    // Whoever opens an engine next gets a fresh device.
    if (shared === opened) shared = undefined
    device.destroy()
  })
  return opened
}

/** Rejects when the device goes, or when it refuses a command: shaders fail without any exception, leaving zeros. */
function watch(device: GPUDevice): Promise<never> {
  const lost = new Promise<never>((_, reject) => {
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
  return lost
}

function removeBackend(): void {
  if ('webgpu' in tf.engine().registryFactory) tf.removeBackend('webgpu')
}

function use(backend: 'cpu' | 'webgpu'): void {
  if (tf.getBackend() !== backend) void tf.setBackend(backend)
}

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 2 ** 20)} MB`
