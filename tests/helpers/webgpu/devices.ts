import type { OpenDevice } from '../../../src/policy/webgpu'

/** What a device was asked to make, by the name of the call. */
export type Made = Record<string, number>

/** A device of its own, which nobody else uses. */
export async function openOwnDevice(): Promise<OpenDevice> {
  const adapter = await navigator.gpu.requestAdapter()
  if (!adapter) throw new Error('These tests need WebGPU.')
  const device = await adapter.requestDevice()
  const lost = new Promise<never>((_, reject) => {
    device.addEventListener('uncapturederror', ({ error }) => {
      reject(new Error(error.message))
    })
  })
  lost.catch(() => undefined)
  return {
    device,
    description: 'of its own',
    lost,
    close: () => {
      device.destroy()
    },
  }
}

/** The same device, but it says that its largest buffer has so many bytes. */
export function withSmallBuffers(open: OpenDevice, bytes: number): OpenDevice {
  const limits = through(open.device.limits, (name) =>
    name === 'maxStorageBufferBindingSize' || name === 'maxBufferSize' ? { value: bytes } : undefined,
  )
  return { ...open, device: through(open.device, (name) => (name === 'limits' ? { value: limits } : undefined)) }
}

/** The same device, and a count of everything that it makes from now on. */
export function countingDevice(open: OpenDevice): { open: OpenDevice; made: Made } {
  const made: Made = {}
  const device = through(open.device, (name, value) => {
    if (!name.startsWith('create') || typeof value !== 'function') return undefined
    const call = value as (...args: unknown[]) => unknown
    return {
      value: (...args: unknown[]) => {
        made[name] = (made[name] ?? 0) + 1
        return call.apply(open.device, args)
      },
    }
  })
  return { open: { ...open, device }, made }
}

/** An object of the browser with some of its properties replaced; its methods stay its own. */
function through<T extends object>(
  target: T,
  replace: (name: string, value: unknown) => { value: unknown } | undefined,
): T {
  return new Proxy(target, {
    get: (_, name) => {
      const value: unknown = Reflect.get(target, name, target)
      const other = replace(String(name), value)
      if (other) return other.value
      return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(target) : value
    },
  })
}
