import type { PolicyEngine } from '../engine'
import { checked } from '../selfCheck'
import { Engine } from '../shell'
import { openCpu, openWebGpu } from './backend'
import { ReferenceCore, type ReferenceOptions } from './core'

/**
 * Opens the reference engine. On WebGPU the device is first checked against stored numbers.
 *
 * @throws DeviceError `no-webgpu`, `no-adapter`, `insufficient` or `self-check`, with a sentence for people
 */
export async function openReferenceEngine(
  backend: 'webgpu' | 'cpu',
  options: ReferenceOptions = {},
): Promise<PolicyEngine> {
  if (backend === 'cpu') return new Engine(new ReferenceCore(await openCpu(), options))
  return checked(new Engine(new ReferenceCore(await openWebGpu(), options)))
}
