import type { ExperimentConfig } from '../../config/config'
import { estimateMemory, sizeText } from '../../config/memory'
import { estimateSeconds, type Paces } from '../../results/pace'
import type { EngineReport } from '../../worker/client'
import { roughly } from '../format'

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
