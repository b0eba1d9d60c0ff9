import { Gpu } from '../device/gpu'
import type { OpenDevice } from '../core'
import type { Variants } from '../variants'
import { fastestRollout } from './rollout'
import { fastestTile } from './tile'

/**
 * Measures which forms of the kernels are fastest on a device; about a second where pipelines compile slowly.
 *
 * @param now a clock in milliseconds: this floor has none of its own
 * @throws DeviceError when the device is lost meanwhile
 */
export async function tuneVariants(open: Pick<OpenDevice, 'device' | 'lost'>, now: () => number): Promise<Variants> {
  const gpu = new Gpu(open.device)
  const measure = async (): Promise<Variants> => ({
    tile: await fastestTile(gpu, now),
    rollout: await fastestRollout(gpu, now),
  })
  try {
    return await Promise.race([measure(), open.lost])
  } finally {
    gpu.dispose()
  }
}
