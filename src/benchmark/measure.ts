import { mean } from '../core/statistics'
import { CHECKED_STEPS, checkLosses } from './agreement'
import type { Contestant, Sampler, Training } from './contestant'
import type { DeviceMeter } from './meter'
import type { Task } from './plan'
import type { RolloutRow, StepRow } from './result'

/** A sample is at least this long, by as many steps as it takes: reading back costs as much as many steps of a fast GPU. */
const SAMPLE_MS = 100

/**
 * Steps whose encoding is timed, one by one: no other engine runs between them, and none waits for the device. Fewer where they take
 * longer than the milliseconds; the first dozen are also those after which JavaScript engines compile what runs often.
 */
const ENCODED_STEPS = 40
const ENCODED_MS = 6000

/** Most steps of a sample: what is submitted and not yet done takes memory. */
const MOST_STEPS = 64

/** A task under way. */
export interface Measurement {
  /** Samples that it had from the start. */
  readonly taken: number
  /** Takes one sample; its milliseconds, of a step or a rollout. */
  sample(): Promise<number>
  /** What the samples say. */
  row(): StepRow | RolloutRow
  dispose(): void
}

/** What measurements need besides their engine. */
export interface Instruments {
  meter: DeviceMeter
  /** Losses of the first steps on so many rows. */
  expected(rows: number): Promise<readonly number[]>
}

/** Warms an engine up for a task, checks that it computes the right thing, and gets ready to take samples. */
export async function startMeasurement(
  contestant: Contestant,
  task: Task,
  instruments: Instruments,
): Promise<Measurement> {
  if (task.kind === 'step') {
    const expected = await instruments.expected(task.batch)
    instruments.meter.owner = contestant.id
    const training = await contestant.openTraining(task.members, task.batch)
    return orDispose(training, startStep(contestant, training, task, instruments.meter, expected))
  }
  if (!contestant.openRollout) throw new Error('This engine has no rollout.')
  instruments.meter.owner = contestant.id
  const sampler = await contestant.openRollout(task.sequences)
  return orDispose(sampler, startRollout(contestant, sampler, task, instruments.meter))
}

/** What fails to start leaves nothing on the device: the run goes on with other tasks. */
async function orDispose<T>(opened: { dispose(): void }, started: Promise<T>): Promise<T> {
  try {
    return await started
  } catch (error) {
    opened.dispose()
    throw error
  }
}

async function startStep(
  { id }: Contestant,
  training: Training,
  { members, batch }: Extract<Task, { kind: 'step' }>,
  meter: DeviceMeter,
  expected: readonly number[],
): Promise<Measurement> {
  const first: Timed[] = []
  for (let i = 0; i < CHECKED_STEPS; i++) first.push(await timedSteps(training, 1, meter))
  const firstStepMs = first[0]?.ms ?? NaN
  const losses = first.map((step) => step.losses[0] ?? NaN)
  const lossError = checkLosses(`${id} (${members} × ${batch} rows)`, losses, expected)
  const stepMs = first.at(-1)?.ms ?? SAMPLE_MS
  const warm = first.slice(-1)
  const encoded = Math.min(ENCODED_STEPS, Math.floor(ENCODED_MS / stepMs))
  for (let i = 0; i < encoded; i++) warm.push(await timedSteps(training, 1, meter))
  const steps = Math.min(MOST_STEPS, Math.max(1, Math.ceil(SAMPLE_MS / stepMs)))
  // The last checked step is warm; where steps are long it is a sample like any other.
  const timed = steps === 1 ? first.slice(-1) : []
  return {
    taken: timed.length,
    sample: async () => {
      meter.owner = id
      const result = await timedSteps(training, steps, meter)
      timed.push(result)
      return result.ms
    },
    row: () => {
      const ms = summarise(timed.map((sample) => sample.ms))
      return {
        kind: 'step',
        engine: id,
        members,
        batch,
        samples: timed.map((sample) => ({ steps, ms: sample.ms, encodeMs: sample.encodeMs })),
        ms,
        encodeMs: summarise(warm.map((sample) => sample.encodeMs)),
        dispatchesPerStep: mean(timed.map((sample) => sample.dispatches)),
        submitsPerStep: mean(timed.map((sample) => sample.submits)),
        firstStepMs,
        warmUpMs: firstStepMs - ms.median,
        pipelines: meter.pipelinesOf(id),
        memoryBytes: meter.bytesOf(id),
        losses,
        lossError,
      }
    },
    dispose: () => {
      training.dispose()
    },
  }
}

/** Means of a step, and the losses of the last. */
interface Timed {
  ms: number
  encodeMs: number
  dispatches: number
  submits: number
  losses: number[]
}

/** Takes steps in a row and waits for the last. */
async function timedSteps(training: Training, steps: number, meter: DeviceMeter): Promise<Timed> {
  const { dispatches, submits } = meter
  let encode = 0
  const start = performance.now()
  for (let i = 0; i < steps; i++) {
    const before = performance.now()
    training.step()
    encode += performance.now() - before
  }
  const losses = await training.finish()
  return {
    ms: (performance.now() - start) / steps,
    encodeMs: encode / steps,
    dispatches: (meter.dispatches - dispatches) / steps,
    submits: (meter.submits - submits) / steps,
    losses,
  }
}

async function startRollout(
  { id }: Contestant,
  sampler: Sampler,
  { sequences }: Extract<Task, { kind: 'rollout' }>,
  meter: DeviceMeter,
): Promise<Measurement> {
  const samples: RolloutRow['samples'] = []
  let tokens = 0
  let dispatches = 0
  const run = async (): Promise<number> => {
    meter.owner = id
    const start = performance.now()
    tokens = await sampler.run()
    return performance.now() - start
  }
  const firstMs = await run()
  return {
    taken: 0,
    sample: async () => {
      const before = meter.dispatches
      const ms = await run()
      dispatches = meter.dispatches - before
      samples.push({ ms })
      return ms
    },
    row: () => {
      const ms = summarise(samples.map((sample) => sample.ms))
      return {
        kind: 'rollout',
        engine: id,
        sequences,
        tokens,
        samples,
        ms,
        tokensPerSecond: (1000 * tokens) / ms.median,
        firstMs,
        dispatches,
      }
    },
    dispose: () => {
      sampler.dispose()
    },
  }
}

/** Middle and extremes of a list of samples. */
export interface Summary {
  median: number
  min: number
  max: number
}

/** The middle value, the mean of the two middle ones where there are two. Throws RangeError for an empty list. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('An empty list has no median.')
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length >> 1
  const upper = sorted[half] as number
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] as number) + upper) / 2
}

/** Median, smallest and largest of a list. Throws RangeError for an empty list. */
export function summarise(values: readonly number[]): Summary {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) }
}
