import { z } from 'zod'
import { DeviceError } from '../errors'
import type { RolloutVariant } from './rollout/variant'
import type { TileShape } from './wgsl/tile'

/*
 * Forms of kernels that an engine can be opened with, because devices differ in which is fastest.
 */

/** Register tiles of a matrix product: larger ones load less for each product and keep more in registers. */
export const TILES: readonly TileShape[] = [
  { rows: 2, columns: 8, exchange: false },
  { rows: 4, columns: 8, exchange: false },
  { rows: 8, columns: 8, exchange: false },
  { rows: 8, columns: 16, exchange: false },
  { rows: 8, columns: 8, exchange: true },
  { rows: 16, columns: 8, exchange: true },
]

/** Forms of kernels that differ in speed, and in results by float32 rounding at most. */
export interface Variants {
  tile: TileShape
  rollout: RolloutVariant
}

/** Variants as they are stored; see `Variants`. */
export const variantsSchema: z.ZodType<Variants> = z.object({
  tile: z.object({ rows: z.literal([2, 4, 8, 16]), columns: z.literal([8, 16]), exchange: z.boolean() }),
  rollout: z.object({
    threads: z.literal([1, 64]),
    sequences: z.int().min(1).max(16),
    positions: z.int().min(1),
  }),
})

/** Rollout forms that a setting can force: an invocation alone, with ever more sequences for each load of a weight, or a workgroup. */
export const ROLLOUT_VARIANTS: readonly RolloutVariant[] = [
  { threads: 1, sequences: 4, positions: 16 },
  { threads: 1, sequences: 8, positions: 16 },
  { threads: 64, sequences: 1, positions: 16 },
  { threads: 64, sequences: 4, positions: 16 },
]

/** Those worth measuring at start-up, where every form costs a second or two of compilation: the best of each kind. */
export const MEASURED_ROLLOUTS = ROLLOUT_VARIANTS.filter(
  ({ threads, sequences }) => sequences === (threads === 1 ? 8 : 4),
)

/** What a device gets that was not measured. */
export const DEFAULT_VARIANTS: Variants = {
  tile: { rows: 8, columns: 8, exchange: false },
  rollout: { threads: 1, sequences: 8, positions: 16 },
}

/**
 * @throws DeviceError `insufficient` where the device lacks what a form needs
 */
export function checkVariants({ tile }: Variants, { features }: Pick<GPUDevice, 'features'>): void {
  if (!tile.exchange || features.has('subgroups')) return
  throw new DeviceError(
    'insufficient',
    'Tiles that exchange what they load need a device with subgroups, which this one lacks. Choose another tile, or the measured one.',
  )
}
