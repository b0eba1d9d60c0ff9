import { BufferSet } from '../device/bufferSet'
import type { Gpu } from '../device/gpu'
import { Plan } from '../device/plan'
import { project } from '../kernels/project'
import type { Layout } from '../layout'
import { productGrid } from '../passes/grid'
import { TILES, type Variants } from '../variants'
import { fastest } from './stopwatch'

/** Four members' batch of 32 sequences of 48 positions. */
const MEMBERS = 4
const ROWS = 1536

/** The tile at which the device is fastest in a matrix product of a middling training step. */
export async function fastestTile(gpu: Gpu, now: () => number, layout: Layout): Promise<Variants['tile']> {
  const { width, heads, size } = layout
  const set = new BufferSet(gpu)
  const sizes = set.add('sizes', 32, GPUBufferUsage.UNIFORM)
  gpu.device.queue.writeBuffer(sizes, 0, new Uint32Array([ROWS, ROWS, ROWS, 1, ROWS, 1, MEMBERS, 0]))
  const rows = (label: string, columns: number): GPUBuffer => set.add(label, 4 * MEMBERS * ROWS * columns)
  const buffers = {
    sizes,
    input: rows('input', heads),
    weights: set.add('weights', 4 * MEMBERS * size),
    residual: rows('residual', width),
    out: rows('out', width),
  }
  try {
    return await fastest(gpu, now, TILES, (tile) => {
      const plan = new Plan(gpu)
      plan.add(project(layout, heads, tile), buffers, productGrid(tile, { rows: ROWS, members: MEMBERS }, width))
      gpu.submit([plan])
    })
  } finally {
    set.free()
  }
}
