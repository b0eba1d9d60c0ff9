import { type ArmId, nextArmId } from '../../src/config/armId'
import { armKinds } from '../../src/config/methods'
import { type ExperimentConfig, parseConfig } from '../../src/config/config'
import type { PointEvent, RunEvent } from '../../src/results/events'
import { runExperiment, type RunOptions } from '../../src/run/run'
import type { PolicyEngine } from '../../src/policy/engine'

/** An arm of every kind, in the order of charts. */
export const everyArm: readonly ArmId[] = armKinds.map((kind) => nextArmId(kind, []) ?? 'none')

/** An experiment that a processor runs in a second: every kind of arm on two seeds. */
export function tiny(changes: object = {}): ExperimentConfig {
  const result = parseConfig({
    arms: everyArm,
    own: { 'formula-1': { formula: 'p0 * H / log(V)' } },
    seeds: { first: 3, count: 2 },
    game: { id: 'track', difficulty: { cups: 3, balls: 1, maxSwaps: 2 } },
    model: { dModel: 8, heads: 2, layers: 1, dFF: 8 },
    pretrain: { steps: 3, batch: 4 },
    data: { pairs: 8 },
    sft: { steps: 3, batch: 4, warmup: 0 },
    rl: { steps: 2, prompts: 2, group: 3 },
    evaluation: { prompts: 3, samples: 2, k: 2, every: 2 },
    ...changes,
  })
  if ('problems' in result) throw new Error(JSON.stringify(result.problems))
  return result.config
}

/** Every event of a run. */
export async function eventsOf(
  config: ExperimentConfig,
  engine: PolicyEngine,
  options: RunOptions = {},
): Promise<RunEvent[]> {
  const seen: RunEvent[] = []
  await runExperiment(config, engine, (event) => seen.push(event), options)
  return seen
}

/** A point without its times, of which no two runs have the same. */
export function untimed({ values, ...point }: PointEvent): PointEvent {
  const { tokensPerSecond: _, seconds: __, ...own } = values
  return { ...point, values: own }
}

/** Every figure of a run but its times. */
export const figuresOf = (seen: readonly RunEvent[]): PointEvent[] =>
  seen.filter((event) => event.kind === 'point').map(untimed)
