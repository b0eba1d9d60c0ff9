import { leaseDevice } from '../device'
import { selfCheck } from '../selfCheck/check'
import { FusedEngine, type FusedOptions, type OpenDevice } from './engine'
import { DEFAULT_VARIANTS } from './variants'

/**
 * Opens the fused engine on the page's device, or on one that is given, and checks it against stored numbers.
 *
 * @throws DeviceError `no-webgpu`, `no-adapter`, `insufficient` or `self-check`, with a sentence for people
 */
export async function openFusedEngine(options: Partial<FusedOptions> = {}, device?: OpenDevice): Promise<FusedEngine> {
  const engine = new FusedEngine(device ?? (await leaseDevice()), { variants: DEFAULT_VARIANTS, ...options })
  try {
    await Promise.race([selfCheck(engine), engine.lost])
  } catch (error) {
    engine.dispose()
    throw error
  }
  return engine
}
