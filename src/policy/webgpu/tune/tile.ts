import { BufferSet } from '../device/bufferSet'
import type { Gpu } from '../device/gpu'
import type { Kernel } from '../device/kernel'
import { Plan } from '../device/plan'
import { project } from '../kernels/project'
import { type Layout, layoutOf } from '../layout'
import { productGrid } from '../passes/grid'
import { TILES } from '../variants'
import type { TileShape } from '../wgsl/tile'
import { fastest } from './stopwatch'

/** A policy of the size that the presets train, with one layer: every layer costs the same. */
const SHAPE = { vocabulary: 40, dModel: 64, heads: 4, layers: 1, dFF: 176 }
/** Four members' batch of 32 sequences of 48 positions. */
const MEMBERS = 4
const ROWS = 1536

/**
 * The tile at which the device is fastest in a matrix product of a middling training step. Tiles whose invocations exchange what they
 * load have to give the same bits as the others: WebGPU leaves open how a workgroup is dealt to quads.
 */
export async function fastestTile(gpu: Gpu, now: () => number): Promise<TileShape> {
  const set = new BufferSet(gpu)
  try {
    const product = new SampleProduct(gpu, set, layoutOf(SHAPE))
    const chooseFrom = (tiles: readonly TileShape[]): Promise<TileShape> =>
      fastest(gpu, now, tiles, (tile) => {
        product.submit(tile)
      })
    const plain = TILES.filter(({ exchange }) => !exchange)
    const offered = gpu.device.features.has('subgroups') ? TILES : plain
    await gpu.compileAll(offered.map((tile) => product.kernel(tile)))
    const chosen = await chooseFrom(offered)
    return !chosen.exchange || (await product.areEqual(chosen, plain[0] as TileShape))
      ? chosen
      : await chooseFrom(plain)
  } finally {
    set.free()
  }
}

/** residual + input·W on made-up numbers. */
class SampleProduct {
  private readonly buffers
  private readonly width: number
  private readonly inner: number

  constructor(
    private readonly gpu: Gpu,
    set: BufferSet,
    private readonly layout: Layout,
  ) {
    const { width, heads, size } = layout
    this.width = width
    this.inner = heads
    const sizes = set.add('sizes', 32, GPUBufferUsage.UNIFORM)
    gpu.device.queue.writeBuffer(sizes, 0, new Uint32Array([ROWS, ROWS, ROWS, 1, ROWS, 1, MEMBERS, 0]))
    const filled = (label: string, count: number): GPUBuffer => {
      const buffer = set.add(label, 4 * count)
      gpu.device.queue.writeBuffer(
        buffer,
        0,
        Float32Array.from({ length: count }, (_, i) => Math.sin(i)),
      )
      return buffer
    }
    this.buffers = {
      sizes,
      input: filled('input', MEMBERS * ROWS * heads),
      weights: filled('weights', MEMBERS * size),
      residual: set.add('residual', 4 * MEMBERS * ROWS * width),
      out: set.add('out', 4 * MEMBERS * ROWS * width),
    }
  }

  kernel(tile: TileShape): Kernel {
    return project(this.layout, this.inner, tile)
  }

  submit(tile: TileShape): void {
    const plan = new Plan(this.gpu)
    const grid = productGrid(tile, { rows: ROWS, members: MEMBERS }, this.width)
    plan.add(this.kernel(tile), this.buffers, grid)
    this.gpu.submit([plan])
  }

  async areEqual(one: TileShape, other: TileShape): Promise<boolean> {
    const [a, b] = [await this.result(one), await this.result(other)]
    return a.every((word, i) => word === b[i])
  }

  private async result(tile: TileShape): Promise<Uint32Array> {
    const { out } = this.buffers
    this.submit(tile)
    const [bytes] = await this.gpu.read([{ buffer: out, size: out.size }])
    return new Uint32Array(bytes as ArrayBuffer)
  }
}
