import { leaseDevice } from '../device'
import { checked } from '../selfCheck'
import { Engine } from '../shell'
import { FusedCore, type FusedOptions, type FusedStatistics, type OpenDevice } from './core'
import type { FusedMembers } from './members'
import { checkVariants, DEFAULT_VARIANTS } from './variants'

export type { OpenDevice } from './core'

/** The engine in fused WGSL kernels. It owns its device, and closes it in the end. */
export class FusedEngine extends Engine<FusedMembers> {
  readonly #core: FusedCore

  constructor(device: OpenDevice, options: FusedOptions) {
    const core = new FusedCore(device, options)
    super(core)
    this.#core = core
  }

  get statistics(): FusedStatistics {
    return this.#core.statistics
  }
}

/**
 * Opens the fused engine on the page's device, or on one that is given, and checks it against stored numbers.
 *
 * @throws DeviceError `no-webgpu`, `no-adapter`, `insufficient` or `self-check`, with a sentence for people
 */
export async function openFusedEngine(options: Partial<FusedOptions> = {}, device?: OpenDevice): Promise<FusedEngine> {
  const open = device ?? (await leaseDevice())
  const all = { variants: DEFAULT_VARIANTS, ...options }
  let engine: FusedEngine
  try {
    checkVariants(all.variants, open.device)
    engine = new FusedEngine(open, all)
  } catch (error) {
    open.close()
    throw error
  }
  return checked(engine)
}
