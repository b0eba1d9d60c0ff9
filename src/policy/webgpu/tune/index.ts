import { Gpu } from '../device/gpu'
import type { OpenDevice } from '../engine'
import { layoutOf } from '../layout'
import type { Variants } from '../variants'
import { fastestRollout } from './rollout'
import { fastestTile } from './tile'

/** A policy of the size that the presets train, with one layer: every layer costs the same. */
const SHAPE = { vocabulary: 40, dModel: 64, heads: 4, layers: 1, dFF: 176 }

/**
 * Measures which forms of the kernels are fastest on a device; about a second where pipelines compile slowly.
 *
 * @param now a clock in milliseconds: this floor has none of its own
 * @throws DeviceError when the device is lost meanwhile
 */
export async function tuneVariants(open: Pick<OpenDevice, 'device' | 'lost'>, now: () => number): Promise<Variants> {
  const gpu = new Gpu(open.device)
  const layout = layoutOf(SHAPE)
  const measure = async (): Promise<Variants> => ({
    tile: await fastestTile(gpu, now, layout),
    rollout: await fastestRollout(gpu, now, layout),
  })
  try {
    return await Promise.race([measure(), open.lost])
  } finally {
    gpu.dispose()
  }
}
