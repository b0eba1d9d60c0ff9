import { packPrompts } from '../../batch'
import { BufferSet, type Gpu } from '../device/gpu'
import { layoutOf } from '../layout'
import { RolloutBuffers } from '../rollout/buffers'
import { kernelOf, rollout } from '../rollout/rollout'
import type { RolloutVariant } from '../rollout/variant'
import { MEASURED_ROLLOUTS } from '../variants'
import { fastest } from './stopwatch'

/** Half as wide as the presets' policies: the kernels are written out, and take as long to compile as they are. */
const SHAPE = { vocabulary: 40, dModel: 32, heads: 2, layers: 1, dFF: 88 }
const SEQUENCES = 256
const PROMPT = 4
const RESPONSE = 4

/** The rollout form at which the device is fastest for 256 sequences; the parameters are zeros, which costs the same. */
export async function fastestRollout(gpu: Gpu, now: () => number): Promise<RolloutVariant> {
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
