import type { PolicyEngine } from '../engine'
import { selfCheck } from '../selfCheck/check'
import { openCpu, openWebGpu } from './backend'
import { ReferenceEngine, type ReferenceOptions } from './engine'

/**
 * Opens the reference engine. On WebGPU the device is first checked against stored numbers.
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
