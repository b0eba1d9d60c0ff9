import { z } from 'zod'
import { createRng } from '../../core/rng'
import { armIdSchema } from '../armId'
import type { ExperimentConfig } from '../config'
import known from './confirmations.json' with { type: 'json' }

/** Mean and standard error over seeds. */
const spread = z.strictObject({ mean: z.number(), standardError: z.number() })

const armOutcome = z.strictObject({
  arm: armIdSchema,
  /** Nats a token on the behaviour policy's held-out responses, after SFT. */
  heldOutNll: spread,
  /** Held-out pass@1. */
  postSft: spread,
  postRl: spread,
  /** pass@1 after RL less SFT's, paired by seed, with its 95 % t-interval; absent for SFT. */
  difference: z.strictObject({ mean: z.number(), low: z.number(), high: z.number() }).optional(),
})

const schema = z.record(
  z.string(),
  z.strictObject({
    /** What the settings were; a preset that changed since is not confirmed. */
    settings: z.string(),
    seeds: z.array(z.int()).min(2),
    arms: z.array(armOutcome),
  }),
)

/** What a preset gave on seeds that nobody looked at while its settings were chosen. */
export type Confirmation = z.infer<typeof schema>[string]

const confirmations = schema.parse(known)

/** A name for an experiment's settings, its seeds left out. */
export function settingsName({ seeds: _, ...settings }: ExperimentConfig): string {
  return createRng(0, 'settings', JSON.stringify(settings))
    .key.map((word) => word.toString(16).padStart(8, '0'))
    .join('')
}

/** The confirmation of a preset with these settings; undefined where there is none, or one of other settings. */
export function confirmationFor(id: string, config: ExperimentConfig): Confirmation | undefined {
  const found = Object.hasOwn(confirmations, id) ? confirmations[id] : undefined
  return found?.settings === settingsName(config) ? found : undefined
}
