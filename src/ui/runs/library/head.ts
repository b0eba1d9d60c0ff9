import { z } from 'zod'
import { type ArmId, armIdSchema } from '../../../config/armId'
import { armsOf, type ExperimentConfig, parseConfig } from '../../../config/config'
import { type Estimate, estimate } from '../../../core/statistics'
import type { RunResults } from '../../../results/results'
import { differenceToSft, valuesAt } from '../../../results/tables'

/** The id of the recorded reference run in the list. */
export const RECORDED_ID = 'recorded'

/** How a run stands that goes on in another tab of this browser; only ever of what this tab shows, never of what is kept. */
export const ELSEWHERE = 'going on in another tab'

// Intervals over one seed are NaN, which zod's numbers are not.
const figure = z.union([z.number(), z.nan()])
const estimated = z.object({ mean: figure, standardError: figure, low: figure, high: figure, n: z.int() })
const armOutcome = z.object({ arm: armIdSchema, passAt1: estimated })

const headSchema = z.object({
  id: z.string(),
  /** For people, e.g. `calm-otter-12`; no two runs of the list share one. */
  name: z.string(),
  notes: z.string(),
  /** Pinned runs are never evicted. */
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
export type RunHead = Omit<z.infer<typeof headSchema>, 'config' | 'state'> & {
  config: ExperimentConfig
  state: z.infer<typeof headSchema>['state'] | typeof ELSEWHERE
}

/** A head that was kept, or undefined where another version of the page wrote what this one cannot read. */
export function parseHead(value: unknown): RunHead | undefined {
  const parsed = headSchema.safeParse(value)
  if (!parsed.success) return undefined
  const config = parseConfig(parsed.data.config)
  return 'config' in config ? { ...parsed.data, config: config.config } : undefined
}

/** Held-out pass@1 of one arm after the last RL step, over the seeds that have got there. */
export interface ArmOutcome {
  arm: ArmId
  passAt1: Estimate
}

/** What the list of runs says of a run's end; a part is left out until a seed has got there. */
export interface RunOutcome {
  /** The arm with the highest mean. */
  best?: ArmOutcome
  sft?: ArmOutcome
  /** The PEAR arm that is set against SFT. */
  pear?: ArmOutcome
  /** `pear` less `sft`, paired by seed. */
  difference?: Estimate
}

/** The first of these that took part stands for PEAR in the list: named beforehand, so that it is not the luckiest. */
const COMPARED: readonly ArmId[] = ['token', 'sequence', 'block']

/** The pass@1 of a run's arms after RL in short. */
export function outcomeOf(results: RunResults): RunOutcome {
  const { config } = results
  if (!config) return {}
  const { steps } = config.rl
  const outcomes = armsOf(config).flatMap((arm): ArmOutcome[] => {
    const values = valuesAt(results, arm, 'passAt1', steps).filter((value) => value !== undefined)
    return values.length > 0 ? [{ arm, passAt1: estimate(values) }] : []
  })
  const best = outcomes.reduce<ArmOutcome | undefined>(
    (top, next) => (top && top.passAt1.mean >= next.passAt1.mean ? top : next),
    undefined,
  )
  const compared = COMPARED.find((arm) => config.arms.includes(arm))
  const sft = outcomes.find(({ arm }) => arm === 'sft')
  const pear = outcomes.find(({ arm }) => arm === compared)
  const difference = pear && differenceToSft(results, pear.arm, steps)
  return {
    ...(best && { best }),
    ...(sft && { sft }),
    ...(pear && { pear }),
    ...(difference && difference.n > 0 && { difference }),
  }
}

/** What a run’s results say of themselves, for its head. */
export function measuredHead(results: RunResults): Pick<RunHead, 'state' | 'seconds' | 'engine' | 'seeds' | 'outcome'> {
  const { end, progress, engine = 'unknown engine', seeds } = results
  const seconds = end && end.kind !== 'failed' ? end.seconds : (progress?.elapsedSeconds ?? 0)
  return { state: end?.kind ?? 'going on', seconds, engine, seeds: seeds.length, outcome: outcomeOf(results) }
}
