import { z } from 'zod'
import { ENGINE_IDS } from './contestant'

const milliseconds = z.number().nonnegative()
const summary = z.strictObject({ median: z.number(), min: z.number(), max: z.number() })
const engine = z.enum(ENGINE_IDS)

const stepRow = z.strictObject({
  kind: z.literal('step'),
  engine,
  /** M. */
  members: z.int().positive(),
  /** B of each member. */
  batch: z.int().positive(),
  /** Means over `steps` steps in a row: until the device has finished, and the host's part of that. */
  samples: z.array(z.strictObject({ steps: z.int().positive(), ms: milliseconds, encodeMs: milliseconds })).min(1),
  /** Milliseconds a step. */
  ms: summary,
  encodeMs: summary,
  dispatchesPerStep: z.number().nonnegative(),
  submitsPerStep: z.number().nonnegative(),
  /** The first step, with tracing, compilation and allocation. */
  firstStepMs: milliseconds,
  /** The first step less the median. */
  warmUpMs: z.number(),
  /** Pipelines made until then, self-check and tuning included, and bytes of buffers held. */
  pipelines: z.int().nonnegative(),
  memoryBytes: z.int().nonnegative(),
  /** Of member 0 in the first steps, and how far they are from the right ones. */
  losses: z.array(z.number()),
  lossError: z.number(),
})

const rolloutRow = z.strictObject({
  kind: z.literal('rollout'),
  engine,
  sequences: z.int().positive(),
  /** Sampled tokens. */
  tokens: z.int().positive(),
  samples: z.array(z.strictObject({ ms: milliseconds })).min(1),
  ms: summary,
  /** At the median. */
  tokensPerSecond: z.number().positive(),
  firstMs: milliseconds,
  dispatches: z.number().nonnegative(),
})

const ceilingRow = z.strictObject({
  kind: z.literal('ceiling'),
  /** Name of the matrix multiplication. */
  kernel: z.string(),
  /** n of n × n matrices. */
  size: z.int().positive(),
  samples: z.array(z.strictObject({ ms: milliseconds })).min(1),
  /** At the fastest sample. */
  gflops: z.number().positive(),
})

const missingRow = z.strictObject({
  kind: z.literal('missing'),
  engine: engine.or(z.literal('ceiling')),
  what: z.string(),
  reason: z.string(),
})

/** One measurement with all its samples, or what there is none of, and why. */
export const benchmarkRow = z.discriminatedUnion('kind', [stepRow, rolloutRow, ceilingRow, missingRow])

const optional = z.number().nullable()

/** What a run of the benchmark found; a number that could not be measured is null. Times are medians of the fused engine. */
export const benchmarkResult = z.strictObject({
  /** The graphics adapter, in its driver's words. */
  device: z.string(),
  /** `reference`, `cpu`, `jax` and `stockTfjs`: their step by the fused one's. `population16`: a step of 16 members by 16 steps of one. */
  ratios: z.strictObject({
    reference: optional,
    cpu: optional,
    jax: optional,
    stockTfjs: optional,
    population16: optional,
  }),
  dispatchesPerStep: optional,
  encodeMsPerStep: optional,
  warmUpMs: optional,
  memoryBytes: optional,
  /** Of 256 sequences. */
  rolloutTokensPerSecond: optional,
  /** The best matrix multiplication; operations of a step by formula; the share of the ceiling that the step reaches. */
  ceilingGflops: optional,
  stepGflop: z.number(),
  ceilingFraction: optional,
  quick: z.boolean(),
  /** What was opened. */
  engines: z.partialRecord(engine, z.string()),
  rows: z.array(benchmarkRow),
})

/** What the command writes: the result, and where and how it came about. */
export const benchmarkFile = benchmarkResult.extend({
  /** What a redraw of a large run takes in the runtime of the command: `src/results/redraw.ts`. Files from before have none. */
  redraw: z.strictObject({ points: z.int().positive(), tablesMs: milliseconds, curvesMs: milliseconds }).optional(),
  date: z.iso.datetime(),
  command: z.string(),
  runtime: z.enum(['chromium', 'node']),
  machine: z.strictObject({
    processor: z.string(),
    cores: z.int(),
    memoryBytes: z.int(),
    system: z.string(),
    runtime: z.string(),
  }),
})

export type StepRow = z.infer<typeof stepRow>
export type RolloutRow = z.infer<typeof rolloutRow>
export type CeilingRow = z.infer<typeof ceilingRow>
export type MissingRow = z.infer<typeof missingRow>
export type BenchmarkRow = z.infer<typeof benchmarkRow>
export type BenchmarkResult = z.infer<typeof benchmarkResult>
export type BenchmarkFile = z.infer<typeof benchmarkFile>
