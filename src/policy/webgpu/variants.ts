import { z } from 'zod'
import type { RolloutVariant } from './rollout/variant'

/** Heights of the register tile of a matrix product, in rows. */
export const TILE_ROWS = [2, 4, 8] as const

/** Forms of kernels that differ in speed, and in results by float32 rounding at most. */
export interface Variants {
  /** Rows of the register tile of a matrix product. */
  tileRows: (typeof TILE_ROWS)[number]
  rollout: RolloutVariant
}

/** Variants as they are stored; see `Variants`. */
export const variantsSchema: z.ZodType<Variants> = z.object({
  tileRows: z.literal(TILE_ROWS),
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
export const DEFAULT_VARIANTS: Variants = { tileRows: 8, rollout: { threads: 1, sequences: 8, positions: 16 } }
