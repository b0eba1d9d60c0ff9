import { z } from 'zod'
import type { ExperimentConfig } from '../../config/config'
import { PaceMeter, type Paces, stepSize } from '../../results/pace'
import type { Trainer } from '../../worker/client'

/** How fast an earlier run went in this browser. */
const measuredRun = z.object({
  /** Engine and device, for people. */
  engine: z.string(),
  /** How large its steps were. */
  size: z.number().positive(),
  paces: z.partialRecord(z.enum(['pretrain', 'collect', 'sft', 'rl', 'teacher', 'evaluate']), z.number().positive()),
})
export type MeasuredRun = z.output<typeof measuredRun>

const KEY = 'paces'
/** Runs that are remembered, the latest first. */
const MOST = 12

type Store = Pick<Storage, 'getItem' | 'setItem'>

/** The runs that this browser remembers; none where it remembers nothing that can be read. */
export function readRuns(storage: () => Pick<Store, 'getItem'>): MeasuredRun[] {
  try {
    return z.array(measuredRun).parse(JSON.parse(storage().getItem(KEY) ?? '[]'))
  } catch {
    // Storage that is refused or was written by another version: as at a first visit.
    return []
  }
}

/** Remembers how fast a run went, in place of an earlier one of its size. */
export function keepRun(storage: () => Store, run: MeasuredRun): void {
  const others = readRuns(storage).filter(({ engine, size }) => engine !== run.engine || size !== run.size)
  try {
    storage().setItem(KEY, JSON.stringify([run, ...others].slice(0, MOST)))
  } catch {
    // Without storage there is no estimate at the next visit, and nothing else is lost.
  }
  for (const listener of listeners) listener()
}

/** The paces of the run on this engine whose steps were most like an experiment's; undefined where none was made on it. */
export function nearestPaces(
  runs: readonly MeasuredRun[],
  engine: string,
  config: ExperimentConfig,
): Paces | undefined {
  const size = stepSize(config)
  const distance = (run: MeasuredRun): number => Math.abs(Math.log(run.size / size))
  const own = runs.filter((run) => run.engine === engine)
  return own.reduce<MeasuredRun | undefined>(
    (best, run) => (best && distance(best) <= distance(run) ? best : run),
    undefined,
  )?.paces
}

const listeners = new Set<() => void>()

/** Calls back whenever a run was remembered. */
export function onRuns(listener: () => void): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

/** The same trainer, whose finished runs are remembered with their pace. */
export function rememberingPace(trainer: Trainer, storage: () => Store = () => window.localStorage): Trainer {
  return {
    ...trainer,
    run: (config, listener, ...rest) => {
      const meter = new PaceMeter(config)
      let engine = ''
      return trainer.run(
        config,
        (events) => {
          for (const event of events) {
            meter.add(event)
            if (event.kind === 'started') engine = event.engine
            if (event.kind === 'finished') keepRun(storage, { engine, size: stepSize(config), paces: meter.paces })
          }
          listener(events)
        },
        ...rest,
      )
    },
  }
}
