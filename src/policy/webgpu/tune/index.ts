import { packPrompts } from '../../batch'
import type { OpenDevice } from '../core'
import { BufferSet, Gpu } from '../device/gpu'
import { layoutOf } from '../layout'
import { RolloutBuffers } from '../rollout/buffers'
import { kernelOf, rollout } from '../rollout/rollout'
import type { RolloutVariant } from '../rollout/variant'
import { MEASURED_ROLLOUTS, type Variants } from '../variants'
import { fastest } from './stopwatch'
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

/** Half as wide as the presets' policies: the kernels are written out, and take as long to compile as they are. */
const SHAPE = { vocabulary: 40, dModel: 32, heads: 2, layers: 1, dFF: 88 }
const SEQUENCES = 256
const PROMPT = 4
const RESPONSE = 4

/** The rollout form at which the device is fastest for 256 sequences; the parameters are zeros, which costs the same. */
async function fastestRollout(gpu: Gpu, now: () => number): Promise<RolloutVariant> {
  const layout = layoutOf(SHAPE)
  const set = new BufferSet(gpu)
  const buffer = set.add('parameters', 4 * layout.size)
  const buffers = new RolloutBuffers(gpu)
  const prompts = packPrompts([Array.from({ length: SEQUENCES }, () => new Array<number>(PROMPT).fill(0))], {
    length: PROMPT,
    keys: new Uint32Array(2 * SEQUENCES),
    temperature: 1,
    slotOf: [0],
  })
  try {
    await gpu.compileAll(MEASURED_ROLLOUTS.map((variant) => kernelOf(gpu, layout, variant)))
    return await fastest(gpu, now, MEASURED_ROLLOUTS, async (variant) => {
      const parameters = { buffer, first: 0, members: 1 }
      await rollout(gpu, layout, parameters, prompts, { maxResponse: RESPONSE, stops: [] }, buffers, { variant })
    })
  } finally {
    buffers.dispose()
    set.free()
  }
}
