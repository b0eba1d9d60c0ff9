import { sin } from '../../../core/elementary'
import { BufferSet, type Gpu } from '../device/gpu'
import type { Kernel } from '../device/kernel'
import { KernelList, Plan, type Recorder } from '../device/plan'
import { gateUp } from '../kernels/feedForward'
import { project } from '../kernels/projection'
import { type Layout, layoutOf } from '../layout'
import { productGrid } from '../wgsl/product'
import { TILES } from '../variants'
import type { TileShape } from '../wgsl/tile'
import { fastest } from './stopwatch'

/*
 * Which register tile of matrix products is fastest on a device.
 */

/** A policy of the size that the presets train, with one layer: every layer costs the same. */
const SHAPE = { vocabulary: 40, dModel: 64, heads: 4, layers: 1, dFF: 176 }
/** 32 sequences of 48 positions. */
const ROWS = 1536

/**
 * The tile at which the device is fastest in the matrix products of a middling training step. Tiles whose invocations exchange what
 * they load have to give the same bits as the others: WebGPU leaves open how a workgroup is dealt to quads.
 */
export async function fastestTile(gpu: Gpu, now: () => number): Promise<TileShape> {
  const set = new BufferSet(gpu)
  try {
    const sample = new FeedForward(gpu, set, layoutOf(SHAPE))
    const chooseFrom = (tiles: readonly TileShape[]): Promise<TileShape> =>
      fastest(gpu, now, tiles, (tile) => {
        sample.submit(tile)
      })
    const plain = TILES.filter(({ exchange }) => !exchange)
    const offered = gpu.device.features.has('subgroups') ? TILES : plain
    await gpu.compileAll(offered.flatMap((tile) => sample.kernels(tile)))
    const chosen = await chooseFrom(offered)
    return !chosen.exchange || (await sample.areEqual(chosen, plain[0] as TileShape)) ? chosen : await chooseFrom(plain)
  } finally {
    set.free()
  }
}

/** The feed-forward half of a layer, some 0.1 GFLOP, on made-up numbers. */
class FeedForward {
  private readonly out: GPUBuffer
  private readonly buffers

  constructor(
    private readonly gpu: Gpu,
    private readonly set: BufferSet,
    private readonly layout: Layout,
  ) {
    this.out = set.add('out', 4 * ROWS * layout.width)
    this.buffers = this.allocate()
  }

  kernels(tile: TileShape): Kernel[] {
    const list = new KernelList()
    this.record(list, tile)
    return list.kernels
  }

  submit(tile: TileShape): void {
    const plan = new Plan(this.gpu)
    this.record(plan, tile)
    this.gpu.submit([plan])
  }

  async areEqual(one: TileShape, other: TileShape): Promise<boolean> {
    const [a, b] = [await this.result(one), await this.result(other)]
    return a.every((word, i) => word === b[i])
  }

  private record(plan: Recorder, tile: TileShape): void {
    const { layout, out } = this
    const { sizes, x, weights, gateUp: between, hidden, inverseRms } = this.buffers
    const grid = (columns: number) => productGrid(tile, { rows: ROWS, members: 1 }, columns)
    plan.add(
      gateUp(layout, tile),
      { sizes, x, gain: weights, weights, gateUp: between, hidden, inverseRms },
      grid(2 * layout.hidden),
    )
    plan.add(
      project(layout, layout.hidden, tile),
      { sizes, input: hidden, weights, residual: x, out },
      grid(layout.width),
    )
  }

  private allocate() {
    const { set, layout } = this
    const { queue } = this.gpu.device
    const rows = (label: string, columns: number): GPUBuffer => set.add(label, 4 * ROWS * columns)
    const sizes = set.add('sizes', 32, 'uniform')
    queue.writeBuffer(sizes, 0, new Uint32Array([ROWS, ROWS, ROWS, 1, ROWS, 1, 1, 0]))
    const x = rows('x', layout.width)
    const weights = set.add('weights', 4 * layout.size)
    for (const buffer of [x, weights]) {
      queue.writeBuffer(
        buffer,
        0,
        Float32Array.from({ length: buffer.size / 4 }, (_, i) => sin(i)),
      )
    }
    return {
      sizes,
      x,
      weights,
      gateUp: rows('gateUp', 2 * layout.hidden),
      hidden: rows('hidden', layout.hidden),
      inverseRms: rows('inverseRms', 1),
    }
  }

  private async result(tile: TileShape): Promise<Uint32Array> {
    this.submit(tile)
    const [bytes] = await this.gpu.read([{ buffer: this.out, size: this.out.size }])
    return new Uint32Array(bytes as ArrayBuffer)
  }
}
