import type { PolicyEngine } from '../policy/engine'
import { Disagreement, expectedLosses } from './agreement'
import { type Ceiling, openCeiling } from './ceiling'
import type { Contestant, EngineId } from './contestant'
import { type Measurement, startMeasurement } from './measure'
import { DeviceMeter } from './meter'
import { benchmarkRounds, nameOf, type Round, type Task } from './plan'
import type { BenchmarkResult, BenchmarkRow } from './result'
import { summariseRun } from './totals'

/** What a run tells while it goes on. */
export type BenchmarkEvent =
  | { kind: 'stage'; text: string }
  | { kind: 'sample'; engine: EngineId; task: string; sample: number; ms: number }
  | { kind: 'row'; row: BenchmarkRow }

export interface BenchmarkOptions {
  quick: boolean
  /** The plan, unless it is that of `benchmarkRounds`. */
  rounds?: readonly Round[]
}

/** Where a run gets its engines; each is opened by the run and disposed by it. */
export interface BenchmarkEngines {
  /** Engines to measure, in the order they take turns; tasks of others are left out. */
  contestants: readonly { id: EngineId; open: () => Promise<Contestant> }[]
  /** An engine that is trusted to compute the right losses; slow may it be. */
  openTrusted(): Promise<PolicyEngine>
}

/** A quick run begins nothing more after so many seconds, which leaves time to end what it is at. */
const QUICK_SECONDS = 200

/**
 * Measures engines at the workload on this machine's WebGPU. What fails becomes a row that says why.
 *
 * @throws Disagreement where an engine computes other losses than the trusted one
 * @throws Error where there is no WebGPU, or no graphics adapter
 */
export async function runBenchmark(
  engines: BenchmarkEngines,
  options: BenchmarkOptions,
  report: (event: BenchmarkEvent) => void,
): Promise<BenchmarkResult> {
  const rows: BenchmarkRow[] = []
  const add = (row: BenchmarkRow): void => {
    rows.push(row)
    report({ kind: 'row', row })
  }
  const { device, description } = await openDevice()
  // From here on whatever is opened is given back, however the run ends.
  const open: { dispose(): void }[] = [
    {
      dispose: () => {
        device.destroy()
      },
    },
  ]
  const keep = <T extends { dispose(): void }>(one: T): T => {
    open.push(one)
    return one
  }
  try {
    const trusted = keep(await engines.openTrusted())
    const meter = keep(new DeviceMeter())
    const start = performance.now()
    const timeIsUp = (): boolean => options.quick && performance.now() - start > 1000 * QUICK_SECONDS
    const opened = new Map<EngineId, Contestant | string>()
    const about: BenchmarkResult['engines'] = {}
    report({ kind: 'stage', text: `Device: ${description}` })
    report({ kind: 'stage', text: 'Matrix multiplication, as a ceiling' })
    const ceiling = await openCeiling(device).then(keep, (error: unknown) => {
      add({ kind: 'missing', engine: 'ceiling', what: 'matrix multiplication', reason: messageOf(error) })
      return NO_CEILING
    })
    const expected = remember((batch) => {
      report({ kind: 'stage', text: `Losses of the first steps on ${batch} rows by ${trusted.name}, for the check` })
      return expectedLosses(trusted, batch)
    })
    for (const { id, open: openContestant } of engines.contestants) {
      meter.owner = id
      const contestant = await openContestant().then(keep, messageOf)
      opened.set(id, contestant)
      if (typeof contestant !== 'string') about[id] = contestant.about
      report({ kind: 'stage', text: about[id] ?? `${id} does not open` })
    }
    for (const round of options.rounds ?? benchmarkRounds(options.quick)) {
      await ceiling.sample()
      const tasks = round.filter(({ engine }) => opened.has(engine))
      for (const row of await runRound(tasks)) add(row)
    }
    await ceiling.sample()
    for (const row of ceiling.rows()) add(row)
    return { device: description, quick: options.quick, engines: about, ...summariseRun(rows), rows }

    async function runRound(tasks: readonly Task[]): Promise<BenchmarkRow[]> {
      const running = new Map<Task, Measurement>()
      const missing: BenchmarkRow[] = []
      const skip = (task: Task, reason: string): void => {
        running.get(task)?.dispose()
        running.delete(task)
        missing.push({ kind: 'missing', engine: task.engine, what: nameOf(task), reason })
      }
      for (const task of tasks) {
        const contestant = opened.get(task.engine) ?? 'not opened'
        if (typeof contestant === 'string') skip(task, contestant)
        else if (timeIsUp()) skip(task, `left out: more than ${QUICK_SECONDS} s had passed`)
        else {
          report({ kind: 'stage', text: `Warming up ${task.engine}: ${nameOf(task)}` })
          await startMeasurement(contestant, task, { meter, expected }).then(
            (measurement) => running.set(task, measurement),
            (error: unknown) => {
              if (error instanceof Disagreement) throw error
              skip(task, messageOf(error))
            },
          )
        }
      }
      await takeSamples(running, skip)
      const results = [...running.values()].map((measurement) => measurement.row())
      for (const measurement of running.values()) measurement.dispose()
      return [...results, ...missing]
    }

    /** One sample of each in turn, until each has as many as it wants or has used up its seconds. */
    async function takeSamples(running: ReadonlyMap<Task, Measurement>, fail: (task: Task, reason: string) => void) {
      const most = Math.max(0, ...[...running.keys()].map(({ samples }) => samples))
      const spent = new Map<Task, number>()
      for (let sample = 0; sample < most; sample++) {
        for (const [task, measurement] of [...running]) {
          const used = spent.get(task) ?? 0
          const enough = used > 1000 * task.seconds || timeIsUp()
          if (sample + measurement.taken >= task.samples || (enough && sample + measurement.taken > 0)) continue
          const before = performance.now()
          try {
            const ms = await measurement.sample()
            report({ kind: 'sample', engine: task.engine, task: nameOf(task), sample: sample + 1, ms })
          } catch (error) {
            fail(task, messageOf(error))
          }
          spent.set(task, used + performance.now() - before)
        }
      }
    }
  } finally {
    closeAll(open, (error) => {
      report({ kind: 'stage', text: `Something did not close: ${messageOf(error)}` })
    })
  }
}

/** Gives everything back, the last first; one that fails keeps no other from it. */
function closeAll(open: readonly { dispose(): void }[], failed: (error: unknown) => void): void {
  for (const one of [...open].reverse()) {
    try {
      one.dispose()
    } catch (error) {
      failed(error)
    }
  }
}

/** A device of the adapter that all engines ask for, and what its driver calls it. */
async function openDevice(): Promise<{ device: GPUDevice; description: string }> {
  const gpu = (globalThis.navigator as Partial<Navigator> | undefined)?.gpu
  if (!gpu) throw new Error('There is no WebGPU here.')
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' })
  if (!adapter) throw new Error('WebGPU found no graphics adapter.')
  const { vendor, architecture, device, description } = adapter.info
  const names = [...new Set([vendor, architecture, device, description])].filter((name) => name !== '')
  return { device: await adapter.requestDevice(), description: names.join(' ') || 'unnamed adapter' }
}

/** Computes what is asked for once. */
function remember<T>(compute: (batch: number) => Promise<T>): (batch: number) => Promise<T> {
  const known = new Map<number, Promise<T>>()
  return (batch) => {
    const value = known.get(batch) ?? compute(batch)
    known.set(batch, value)
    return value
  }
}

const NO_CEILING: Ceiling = {
  sample: () => Promise.resolve(),
  rows: () => [],
  dispose: () => undefined,
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
