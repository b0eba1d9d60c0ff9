import type { PolicyEngine } from '../engine'
import { selfCheck } from '../selfCheck/check'
import { WasmEngine, type WasmOptions } from './engine'
import { instantiate } from './kernels'

/**
 * Opens the processor's engine and checks it against stored numbers.
 *
 * @throws Error where the browser has no WebAssembly with vectors, DeviceError `self-check`; both with a sentence for people
 */
export async function openWasmEngine(options: WasmOptions = {}): Promise<PolicyEngine> {
  const engine = new WasmEngine(await instantiate(), options)
  try {
    await selfCheck(engine)
    return engine
  } catch (error) {
    engine.dispose()
    throw error
  }
}
