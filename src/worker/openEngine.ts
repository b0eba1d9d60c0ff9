import { type DeviceLimits, leaseDevice } from '../policy/device'
import type { PolicyEngine } from '../policy/engine'
import { openFusedEngine } from '../policy/webgpu'
import { tuneVariants } from '../policy/webgpu/tune'
import type { Variants } from '../policy/webgpu/variants'
import { AUTO, type EngineSettings, forcedForms } from './engineSettings'
import type { Processor } from './processor'
import type { VariantStore } from './variantStore'

/** An engine that passed its check. */
export interface OpenedEngine {
  engine: PolicyEngine
  /** The forms of its kernels; absent where an engine has one form only. */
  variants?: Variants
  /** What was measured of the adapter; absent where all forms are forced. */
  measured?: Variants
  /** What the device allows; absent where a tensor library allocates. */
  limits?: DeviceLimits
}

/**
 * Opens the engine that settings ask for, with the forms of its kernels that they force or that are fastest here.
 *
 * @throws DeviceError where the device is missing, unfit or lost, with a sentence for people
 */
export async function openEngine(
  settings: EngineSettings,
  store: VariantStore,
  processor: Processor,
): Promise<OpenedEngine> {
  if (settings.engine === 'fused') return openFused(settings, store)
  // What a page does not train on, it never loads: kernels for the processor, or a whole tensor library.
  if (settings.engine === 'cpu') return { engine: await openProcessor(settings, processor) }
  const { openReferenceEngine } = await import('../policy/reference')
  return { engine: await openReferenceEngine('webgpu') }
}

/** One thread needs no worker: its kernels run where they are called. */
async function openProcessor({ threads }: EngineSettings, processor: Processor): Promise<PolicyEngine> {
  const count = threads === AUTO ? processor.threads : threads
  if (count === 1) return (await import('../policy/wasm')).openWasmEngine()
  const [{ openPoolEngine }, spawn] = await Promise.all([import('../policy/pool'), processor.spawner()])
  return openPoolEngine(count, spawn)
}

async function openFused(settings: EngineSettings, store: VariantStore): Promise<OpenedEngine> {
  const device = await leaseDevice()
  try {
    const forced = forcedForms(settings)
    const { maxBufferSize, maxStorageBufferBindingSize } = device.device.limits
    const limits = { maxBufferSize, maxStorageBufferBindingSize }
    if (isComplete(forced))
      return { engine: await openFusedEngine({ variants: forced }, device), variants: forced, limits }
    const kept = await store.get(device.description)
    const measured = kept ?? (await tuneVariants(device, () => performance.now()))
    const variants = { ...measured, ...forced }
    const engine = await openFusedEngine({ variants }, device)
    // What a device measures that computes wrong numbers is not worth keeping.
    if (!kept) await store.put(device.description, measured)
    return { engine, variants, measured, limits }
  } catch (error) {
    // The device takes with it whatever was made on it.
    device.close()
    throw error
  }
}

const isComplete = (forms: Partial<Variants>): forms is Variants =>
  forms.tile !== undefined && forms.rollout !== undefined
