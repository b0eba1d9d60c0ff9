import { type Confirmation, confirmationFor } from './confirmation'
import { parseConfig, type ExperimentConfig } from '../config'

/** An experiment that is worth opening. */
export interface Preset {
  id: string
  title: string
  /** The situation in post-training that it mirrors, in two sentences. */
  description: string
  /** What should come out, and with what certainty that is known. */
  expectation: string
  /** What it gave on fresh seeds; left out, nothing was confirmed. */
  confirmation?: Confirmation
  config: ExperimentConfig
}

/** Seeds that nobody looked at while settings were chosen: those of every preset that makes a claim. */
export const FRESH_SEEDS = { first: 200, count: 5 } as const

/** A preset from what it sets itself; everything else is the schema's default. A mistake in one stops the program at once. */
export function preset(about: Omit<Preset, 'config' | 'confirmation'>, settings: object): Preset {
  const result = parseConfig({ preset: about.id, seeds: FRESH_SEEDS, ...settings })
  if ('problems' in result) {
    const sentences = result.problems.map(({ path, message }) => `${path}: ${message}`)
    throw new Error(`Preset ${about.id}: ${sentences.join(' ')}`)
  }
  const { config } = result
  const confirmation = confirmationFor(about.id, config)
  return { ...about, config, ...(confirmation && { confirmation }) }
}
