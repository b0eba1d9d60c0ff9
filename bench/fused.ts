import { type Contestant, contestantOf } from '../src/benchmark/contestant'
import { leaseDevice } from '../src/policy/device'
import { openFusedEngine } from '../src/policy/webgpu'
import { tuneVariants } from '../src/policy/webgpu/tune'

/** The engine in fused kernels, in the forms that are fastest on this device, as the page opens it. */
export async function openFused(): Promise<Contestant> {
  const device = await leaseDevice()
  try {
    const variants = await tuneVariants(device, () => performance.now())
    const engine = await openFusedEngine({ variants }, device)
    return contestantOf('fused', engine, `${engine.name}, forms ${JSON.stringify(variants)}`)
  } catch (error) {
    device.close()
    throw error
  }
}
