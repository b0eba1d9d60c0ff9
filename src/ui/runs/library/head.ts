import { z } from 'zod'
import { armIdSchema } from '../../../config/armId'
import { type ExperimentConfig, parseConfig } from '../../../config/config'
import type { RunResults } from '../../../results/results'
import { outcomeOf } from './outcome'

// Intervals over one seed are NaN, which zod's numbers are not.
const figure = z.union([z.number(), z.nan()])
const estimated = z.object({ mean: figure, standardError: figure, low: figure, high: figure, n: z.int() })
const armOutcome = z.object({ arm: armIdSchema, passAt1: estimated })

const headSchema = z.object({
  id: z.string(),
  /** For people, e.g. `calm-otter-12`; no two runs of the list share one. */
  name: z.string(),
  notes: z.string(),
  /** Pinned runs are never let go by themselves. */
  pinned: z.boolean(),
  origin: z.enum(['tab', 'imported', 'recorded']),
  /** ISO 8601; `added` is when it came into this list, which an imported run does later. */
  started: z.iso.datetime(),
  added: z.iso.datetime(),
  state: z.enum(['going on', 'finished', 'stopped', 'failed', 'cut off']),
  seconds: z.number(),
  engine: z.string(),
  seeds: z.int(),
  config: z.unknown(),
  outcome: z.object({
    best: armOutcome.exactOptional(),
    sft: armOutcome.exactOptional(),
    pear: armOutcome.exactOptional(),
    difference: estimated.exactOptional(),
  }),
})

/** A run as the list has it: everything but what was measured. */
export type RunHead = Omit<z.infer<typeof headSchema>, 'config'> & { config: ExperimentConfig }
export type RunState = RunHead['state']

/** A head that was kept, or undefined where another version of the page wrote what this one cannot read. */
export function parseHead(value: unknown): RunHead | undefined {
  const parsed = headSchema.safeParse(value)
  if (!parsed.success) return undefined
  const config = parseConfig(parsed.data.config)
  return 'config' in config ? { ...parsed.data, config: config.config } : undefined
}

/** What a run’s results say of themselves, for its head. */
export function measuredHead(results: RunResults): Pick<RunHead, 'state' | 'seconds' | 'engine' | 'seeds' | 'outcome'> {
  const { end, progress, engine = 'unknown engine', seeds } = results
  const seconds = end && end.kind !== 'failed' ? end.seconds : (progress?.elapsedSeconds ?? 0)
  return { state: end?.kind ?? 'going on', seconds, engine, seeds: seeds.length, outcome: outcomeOf(results) }
}
