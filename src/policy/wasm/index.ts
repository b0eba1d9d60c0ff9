import type { PolicyEngine } from '../engine'
import { checked } from '../selfCheck'
import { Engine } from '../shell'
import { WasmCore, type WasmOptions } from './core'
import { instantiate } from './kernels'

/**
 * Opens the processor's engine and checks it against stored numbers.
 *
 * @throws Error where the browser has no WebAssembly with vectors, DeviceError `self-check`; both with a sentence for people
 */
export async function openWasmEngine(options: WasmOptions = {}): Promise<PolicyEngine> {
  return checked(new Engine(new WasmCore(await instantiate(), options)))
}
