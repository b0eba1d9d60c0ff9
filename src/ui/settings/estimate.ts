/**
 * What a run takes, in one line: policies, memory, and the time by how fast earlier runs went in this browser.
 */
import { z } from 'zod'
import type { ExperimentConfig } from '../../config/config'
import { estimateMemory, sizeText } from '../../config/memory'
import { estimateSeconds, PaceMeter, type Paces, stepSize } from '../../results/pace'
import type { EngineReport, Trainer } from '../../worker/client'
import { roughly } from '../format'
import { type SettingStore, type StoredSetting, storedSetting } from '../parts/storedSetting'

/** More than most graphics devices have to spare. */
const MUCH = 4e9

/** `5 seeds × 5 arms = 25 members · 0.2 GB · about 40 s on this device`. */
export function estimateText(
  config: ExperimentConfig,
  engine: EngineReport | undefined,
  paces: Paces | undefined,
): string {
  const seeds = config.seeds.count
  const arms = config.arms.length
  const members = `${counted(seeds, 'seed')} × ${counted(arms, 'arm')} = ${counted(seeds * arms, 'member')}`
  // Only the fused engine, which says its limits, allocates what is estimated.
  const limits = engine?.ready ? engine.limits : undefined
  const { total } = estimateMemory(config, limits)
  const memory = limits ? [total > MUCH ? `${sizeText(total)}, more than many devices have` : sizeText(total)] : []
  return [members, ...memory, timeText(config, paces)].join(' · ')
}

function timeText(config: ExperimentConfig, paces: Paces | undefined): string {
  const { count } = config.seeds
  const short = paces && estimateSeconds(config, paces, { bases: 0, teachers: 0 })
  const long = paces && estimateSeconds(config, paces, { bases: count, teachers: count })
  if (short === undefined || long === undefined) return 'no estimate of time until a run was made on this device'
  if (config.pretrain.anew) return `${roughly(long)} on this device`
  // Whether base policies come with the page or are kept from an earlier run, only the run finds out.
  const more = long - short
  const extra = more > 0.2 * short ? `, ${roughly(more)} more if base policies are trained first` : ''
  return `${roughly(short)} on this device${extra}`
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

/** How fast an earlier run went in this browser. */
const measuredRun = z.object({
  /** Engine and device, for people. */
  engine: z.string(),
  /** How large its steps were. */
  size: z.number().positive(),
  paces: z.partialRecord(z.enum(['pretrain', 'collect', 'sft', 'rl', 'teacher', 'evaluate']), z.number().positive()),
})
export type MeasuredRun = z.output<typeof measuredRun>

/** Runs that are remembered, the latest first. */
const MOST = 12

/** The runs that a browser remembers. */
export type MeasuredRuns = StoredSetting<readonly MeasuredRun[]>

/** The runs that this browser remembers; none where it remembers nothing that can be read. */
export const measuredRuns = (storage?: () => SettingStore): MeasuredRuns =>
  storedSetting<readonly MeasuredRun[]>('paces', {
    parse: (text) => z.array(measuredRun).parse(JSON.parse(text)),
    format: (runs) => JSON.stringify(runs),
    initial: [],
    storage,
  })

/** Those of this browser. */
export const keptRuns = measuredRuns()

/** Remembers how fast a run went, in place of an earlier one of its size. */
export function keepRun(kept: MeasuredRuns, run: MeasuredRun): void {
  const others = kept.read().filter(({ engine, size }) => engine !== run.engine || size !== run.size)
  kept.keep([run, ...others].slice(0, MOST))
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

/** The same trainer, whose finished runs are remembered with their pace. */
export function rememberingPace(trainer: Trainer, kept = keptRuns): Trainer {
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
            if (event.kind === 'finished') keepRun(kept, { engine, size: stepSize(config), paces: meter.paces })
          }
          listener(events)
        },
        ...rest,
      )
    },
  }
}
