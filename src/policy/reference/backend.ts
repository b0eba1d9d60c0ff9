import * as tf from '@tensorflow/tfjs'
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu'
import { type DeviceLease, leaseDevice } from '../device'
import { DeviceError, tooLarge } from '../errors'
import type { PolicyShape } from '../shape'
import { matMulKernel } from './kernels/matmul'
import { reduceKernel, softmaxKernel } from './kernels/reductions'

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

/** The device that tfjs's WebGPU backend works on, and how many engines use it there. */
let registered: { device: GPUDevice; users: number } | undefined

/** Opens WebGPU through tfjs on the page's device. Throws a `DeviceError` that says what is missing. */
export async function openWebGpu(): Promise<OpenBackend> {
  const lease = await leaseDevice()
  const own = register(lease)
  const close = (): void => {
    own.users--
    if (own.users === 0 && registered === own) {
      registered = undefined
      removeBackend()
    }
    lease.close()
  }
  try {
    if (!(await tf.setBackend('webgpu'))) throw new DeviceError('insufficient', 'TensorFlow.js refused this device.')
  } catch (error) {
    close()
    throw error
  }
  const largestBuffer = lease.device.limits.maxStorageBufferBindingSize
  return {
    description: `webgpu: ${lease.description}`,
    lost: lease.lost,
    largestBuffer,
    activate: () => {
      use('webgpu')
    },
    checkSize: (rows, length, { dModel, heads, dFF, vocabulary }) => {
      const bytes = 4 * rows * length * Math.max(3 * dModel, dFF, heads * length, vocabulary)
      if (bytes > largestBuffer) {
        const remedy = 'Use a smaller batch, fewer methods or seeds at once, or a smaller model.'
        throw tooLarge('This batch', bytes, largestBuffer, remedy)
      }
    },
    close,
  }
}

let hasOwnKernels = false

/**
 * Replaces the stock WebGPU kernels that synchronise within workgroups, whose bits depend on the size of the batch, or
 * that are wrong at large sizes. Done once a page; the operations and their gradients stay tfjs's own.
 */
function replaceKernels(): void {
  if (hasOwnKernels) return
  hasOwnKernels = true
  for (const kernel of [matMulKernel, reduceKernel('Sum'), reduceKernel('Max'), softmaxKernel]) {
    tf.unregisterKernel(kernel.kernelName, kernel.backendName)
    tf.registerKernel(kernel)
  }
}

/** Puts tfjs's WebGPU backend on the leased device, in place of one on another device. */
function register({ device, info }: DeviceLease): { device: GPUDevice; users: number } {
  if (registered?.device !== device) {
    replaceKernels()
    removeBackend()
    tf.registerBackend('webgpu', () => new WebGPUBackend(device, info), 3)
    // Every submit costs more than a dispatch; every read submits what is pending anyway.
    tf.env().set('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE', 128)
    // Small tensors would otherwise be computed by another implementation, so that bits depended on sizes.
    tf.env().set('WEBGPU_CPU_FORWARD', false)
    registered = { device, users: 0 }
  }
  registered.users++
  return registered
}

function removeBackend(): void {
  if ('webgpu' in tf.engine().registryFactory) tf.removeBackend('webgpu')
}

function use(backend: 'cpu' | 'webgpu'): void {
  if (tf.getBackend() !== backend) void tf.setBackend(backend)
}
