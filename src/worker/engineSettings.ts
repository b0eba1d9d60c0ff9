import { z } from 'zod'
import { ROLLOUT_VARIANTS, TILES, type Variants } from '../policy/webgpu/variants'

/** What trains: fused kernels on the graphics device, the reference engine there, or WebAssembly kernels on the processor's cores. */
export const engineChoices = ['fused', 'reference', 'cpu'] as const
export type EngineChoice = (typeof engineChoices)[number]

/** Stands for the form of a kernel that was fastest on this device. */
export const MEASURED = 'measured'

/** Stands for as many threads of the processor as are good here. */
export const AUTO = 'auto'
/** The most threads that can be asked for. */
export const MOST_THREADS = 64

/** Names of the rollout's forms, `1x8` for one invocation a group of 8 sequences. */
const rolloutForms = new Map(ROLLOUT_VARIANTS.map((form) => [`${form.threads}x${form.sequences}`, form]))
/** Names of tiles, `16x8e` for 16 rows of 8 columns with exchange. */
const tileForms = new Map(TILES.map((form) => [`${form.rows}x${form.columns}${form.exchange ? 'e' : ''}`, form]))

const oneOf = (names: Iterable<string>) => z.enum([MEASURED, ...names])

/** How this browser trains. No part of an experiment: the same experiment gives the same numbers up to rounding. */
export const engineSettingsSchema = z.object({
  engine: z.enum(engineChoices),
  /** The tile of a matrix product, or `measured`. */
  tile: oneOf(tileForms.keys()),
  /** A form of the rollout, or `measured`. */
  rollout: oneOf(rolloutForms.keys()),
  /** Threads of the processor's engine, or `auto`. */
  threads: z.union([z.literal(AUTO), z.int().min(1).max(MOST_THREADS)]).default(AUTO),
})

/** As many threads as are good in a browser: one core is left to the page, unless there are only two. A page needs little while it trains. */
export const goodThreads = (cores: number): number => (cores > 2 ? cores - 1 : cores)

export type EngineSettings = z.infer<typeof engineSettingsSchema>

export const defaultEngineSettings: EngineSettings = {
  engine: 'fused',
  tile: MEASURED,
  rollout: MEASURED,
  threads: AUTO,
}

/** The forms that can be chosen of each kernel, under the names that settings have for them. */
export const forms: {
  tile: ReadonlyMap<string, Variants['tile']>
  rollout: ReadonlyMap<string, Variants['rollout']>
} = { tile: tileForms, rollout: rolloutForms }

/** The forms that settings force; those to be measured are absent. */
export function forcedForms({ tile, rollout }: EngineSettings): Partial<Variants> {
  const size = tileForms.get(tile)
  const form = rolloutForms.get(rollout)
  return { ...(size && { tile: size }), ...(form && { rollout: form }) }
}
