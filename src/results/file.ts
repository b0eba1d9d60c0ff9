import { z } from 'zod'
import { armIdSchema } from '../config/armId'
import { type ExperimentConfig, parseConfig } from '../config/config'
import { stageIds } from '../config/stages'
import { type OfflineEvent, type PointEvent, type SamplesEvent, type ScoredEvent } from './events'
import { metricIds, pointSources, sourceOf } from './metrics'
import { emptyResults, type RunResults } from './results'
import { PointStore } from './store'
import { finalTables } from './tables'

const seed = z.int().nonnegative()
const step = z.int().nonnegative()
const arm = z.union([z.literal('base'), armIdSchema])

const point = z
  .strictObject({
    kind: z.literal('point'),
    stage: z.enum(stageIds),
    /** Absent in files of earlier versions. */
    source: z.enum(pointSources).optional(),
    step,
    arm,
    seed,
    values: z.partialRecord(z.enum(metricIds), z.number()),
  })
  .transform(({ source, ...own }): PointEvent => ({ ...own, source: source ?? sourceOf(own.values) }))

const numbers = z.array(z.number())
const top = z.array(z.tuple([z.string(), z.number().min(0).max(1)])).max(5)

/** Responses that are shown, as they are stored. */
const samplesSchema: z.ZodType<SamplesEvent> = z.strictObject({
  kind: z.literal('samples'),
  stage: z.enum(stageIds),
  step,
  seed,
  samples: z.array(
    z.strictObject({
      prompt: z.string(),
      responses: z.array(
        z.strictObject({ arm, text: z.string(), correct: z.boolean(), reason: z.string(), logProbs: numbers }),
      ),
    }),
  ),
})

/** Offline examples, as they are stored. */
const offlineSchema: z.ZodType<OfflineEvent> = z.strictObject({
  kind: z.literal('offline'),
  seed,
  examples: z.array(
    z.strictObject({
      prompt: z.string(),
      response: z.string(),
      behaviourLogProbs: numbers,
      behaviourTop: z.array(top).exactOptional(),
    }),
  ),
})

/** What policies say of them, as it is stored. */
const scoredSchema: z.ZodType<ScoredEvent> = z.strictObject({
  kind: z.literal('scored'),
  stage: z.enum(['pretrain', 'sft']),
  step,
  seed,
  policies: z.array(
    z.strictObject({
      arm,
      logProbs: z.array(numbers),
      entropies: z.array(numbers).exactOptional(),
      top: z.array(z.array(top)),
    }),
  ),
})

const seconds = z.number().nonnegative()

/** Where and when results were made. */
const manifest = z.strictObject({
  command: z.string(),
  /** ISO 8601, of the first start. */
  started: z.iso.datetime(),
  /** Training time of all parts, pauses and compilation included. */
  seconds,
  engine: z.string(),
  runtime: z.string(),
  machine: z.strictObject({ processor: z.string(), cores: z.int().positive(), system: z.string() }),
})

/** Longest name and notes of a run. */
export const LONGEST_NAME = 80
export const LONGEST_NOTES = 10_000

/** How a run ended that did not finish. */
const end = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('stopped'), seconds }),
  z.strictObject({ kind: z.literal('failed'), message: z.string() }),
])

/**
 * The file of a run, headless or of the page: everything that was measured, as it was reported. What is optional came later within version 1: older files,
 * which have none of it, are read as they were.
 */
const fileSchema = z.strictObject({
  format: z.literal('pear-playground-results'),
  version: z.literal(1),
  manifest,
  /** As the page's links and `parseConfig` have it, with all seeds that were asked for. */
  config: z.unknown(),
  /** The seeds that are done, in the order of their points. */
  seeds: z.array(seed),
  notices: z.array(z.string()),
  points: z.array(point),
  /** The tables that the points come to, for who reads the file without this program: not read here. */
  tables: z.unknown().optional(),
  /** Responses to held-out prompts at every evaluation, of the first seed alone. */
  samples: z.array(samplesSchema).optional(),
  /** Examples of the first seed's offline data, and what its policies say of them. */
  offline: offlineSchema.optional(),
  scored: z.array(scoredSchema).optional(),
  /** What a visitor of the page wrote about the run. */
  name: z.string().trim().min(1, 'A name needs a character.').max(LONGEST_NAME).optional(),
  notes: z.string().max(LONGEST_NOTES).optional(),
  /** Left out where the run finished. */
  end: end.optional(),
})

export type Manifest = z.infer<typeof manifest>
export type ResultsFile = Omit<z.infer<typeof fileSchema>, 'config' | 'tables'> & { config: ExperimentConfig }

/** A results file from its text, or a sentence that says why it is none. */
export function parseResultsFile(text: string): { file: ResultsFile } | { problem: string } {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { problem: 'it is not JSON' }
  }
  const parsed = fileSchema.safeParse(value)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return {
      problem: `it is no results file of this version (${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''})`,
    }
  }
  const { tables: _, ...data } = parsed.data
  const config = parseConfig(data.config)
  if ('problems' in config) {
    const [first] = config.problems
    return { problem: `its experiment cannot be read (${first?.path ?? ''}: ${first?.message ?? ''})` }
  }
  if (!coversExamples(data.scored ?? [], data.offline))
    return { problem: 'its scores are not of the tokens of its examples' }
  return { file: { ...data, config: config.config } }
}

/** Whether every policy was asked about every token of the examples, in all that it says of them. */
function coversExamples(scored: readonly ScoredEvent[], offline: OfflineEvent | undefined): boolean {
  const lengths = offline?.examples.map(({ behaviourLogProbs }) => behaviourLogProbs.length) ?? []
  return scored
    .flatMap(({ policies }) => policies)
    .flatMap(({ logProbs, entropies }) => (entropies ? [logProbs, entropies] : [logProbs]))
    .every((values) => values.map((own) => own.length).join() === lengths.join())
}

/**
 * A results file as it is written: what was measured, and the tables that it comes to, in which null stands for a number that there is
 * none of. Whoever reads a file computes its tables from its points.
 */
export function resultsFileText(file: ResultsFile): string {
  return `${JSON.stringify({ ...file, tables: finalTables(resultsOf(file)) })}\n`
}

/** What a file holds, as the page's charts and tables take it. */
export function resultsOf({ manifest: { engine, seconds }, offline, ...file }: ResultsFile): RunResults {
  const { config, seeds, points, notices, samples = [], scored = [] } = file
  const end = file.end ?? ({ kind: 'finished', seconds } as const)
  const shown = { samples, ...(offline && { offline }), scored }
  return { ...emptyResults, config, engine, seeds, points: PointStore.of(points), notices, ...shown, end }
}

/** The part of results that pictures single responses and tokens, as files keep it: of the first seed alone. */
export function shownOf({
  seeds: [first],
  samples,
  offline,
  scored,
}: Pick<RunResults, 'seeds' | 'samples' | 'offline' | 'scored'>): Pick<ResultsFile, 'samples' | 'offline' | 'scored'> {
  return {
    samples: samples.filter(({ seed }) => seed === first),
    ...(offline && { offline }),
    scored: [...scored],
  }
}

/** Whether two experiments differ in nothing but how many seeds they have, so that one can go on with the other's results. */
export function sameButSeeds(one: ExperimentConfig, other: ExperimentConfig): boolean {
  const text = ({ seeds: _, ...rest }: ExperimentConfig): string => JSON.stringify(rest)
  return text(one) === text(other)
}
