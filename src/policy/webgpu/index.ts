import { leaseDevice } from '../device'
import { selfCheck } from '../selfCheck/check'
import { FusedEngine, type FusedOptions, type OpenDevice } from './engine'
import { checkVariants, DEFAULT_VARIANTS } from './variants'

/**
 * Opens the fused engine on the page's device, or on one that is given, and checks it against stored numbers.
 *
 * @throws DeviceError `no-webgpu`, `no-adapter`, `insufficient` or `self-check`, with a sentence for people
 */
export async function openFusedEngine(options: Partial<FusedOptions> = {}, device?: OpenDevice): Promise<FusedEngine> {
  const open = device ?? (await leaseDevice())
  let engine: FusedEngine | undefined
  try {
    const all = { variants: DEFAULT_VARIANTS, ...options }
    checkVariants(all.variants, open.device)
    engine = new FusedEngine(open, all)
    await Promise.race([selfCheck(engine), engine.lost])
    return engine
  } catch (error) {
    if (engine) engine.dispose()
    else open.close()
    throw error
  }
}
