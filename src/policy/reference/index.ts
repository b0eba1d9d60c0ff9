import type { PolicyEngine } from '../engine'
import { openCpu, openWebGpu } from './backend'
import { ReferenceEngine, type ReferenceOptions } from './engine'
import { selfCheck } from './self-check'

/**
 * Opens the reference engine. On WebGPU the device is first checked against the JavaScript backend.
 *
 * @throws DeviceError `no-webgpu`, `no-adapter`, `insufficient` or `self-check`, with a sentence for people
 */
export async function openReferenceEngine(
  backend: 'webgpu' | 'cpu',
  options: ReferenceOptions = {},
): Promise<PolicyEngine> {
  if (backend === 'cpu') return new ReferenceEngine(await openCpu(), options)
  const engine = new ReferenceEngine(await openWebGpu(), options)
  try {
    await selfCheck(engine)
  } catch (error) {
    engine.dispose()
    throw error
  }
  return engine
}
