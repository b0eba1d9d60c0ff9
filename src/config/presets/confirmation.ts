import { z } from 'zod'
import { createRng } from '../../core/rng'
import { estimate } from '../../core/statistics'
import { type ArmId, armIdSchema } from '../armId'
import { armsOf, type ExperimentConfig } from '../config'
import type { MetricId } from '../../results/metrics'
import { type ResultsFile, resultsOf } from '../../results/resultsFile'
import { differenceToSft, valuesAt } from '../../results/values'
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

/** The confirmation that a results file is. */
export function confirmationOf(file: ResultsFile): Confirmation {
  const { config, seeds } = file
  const results = resultsOf(file)
  const over = (arm: ArmId, metric: MetricId, step: number) => {
    const { mean, standardError } = estimate(
      valuesAt(results, arm, metric, step).filter((value) => value !== undefined),
    )
    return { mean: rounded(mean), standardError: rounded(standardError) }
  }
  const end = config.rl.steps
  const arms = armsOf(config)
  return {
    settings: settingsName(config),
    seeds: [...seeds],
    arms: arms.map((arm) => {
      const { mean, low, high, n } = differenceToSft(results, arm, end)
      return {
        arm,
        heldOutNll: over(arm, 'heldOutNll', 0),
        postSft: over(arm, 'passAt1', 0),
        postRl: over(arm, 'passAt1', end),
        ...(arm !== 'sft' && n > 1 && { difference: { mean: rounded(mean), low: rounded(low), high: rounded(high) } }),
      }
    }),
  }
}

const rounded = (value: number): number => Math.round(value * 1e4) / 1e4
