import { parameterCount } from '../policy/shape'
import type { ExperimentConfig } from '../config/config'
import type { ProgressEvent, RunEvent } from './events'
import { costs, type MissingPolicies, planWork, sftArms } from '../config/plan'
import type { WorkKind } from '../config/stages'
import { tasksOf } from '../config/tasks'

/** How fast a device works: seconds for each unit of a kind of work, which grows with a policy's parameters. */
export type Paces = Readonly<Partial<Record<WorkKind, number>>>

/** The kinds of work that can be told apart from outside. */
type MeasuredKind = Exclude<WorkKind, 'pretrain' | 'teacher'>

/**
 * How fast a run goes, from what it reports: the time between two reports counts for what was done between them. Training from
 * scratch is not measured, because a run does not report how many base policies it trains.
 */
export class PaceMeter {
  private readonly spent = new Map<WorkKind, { work: number; seconds: number }>()
  private readonly costs: ReturnType<typeof costs>
  private last: ProgressEvent | undefined

  constructor(private readonly config: ExperimentConfig) {
    this.costs = costs(config, tasksOf(config).from)
  }

  add(event: RunEvent): void {
    if (event.kind !== 'progress') return
    const before = this.last
    this.last = event
    if (before?.stage !== event.stage) return
    const seconds = event.elapsedSeconds - before.elapsedSeconds
    const [kind, pieces] = before.activity === 'evaluating' ? evaluated(event) : stepped(before, event)
    if (kind === undefined || pieces <= 0 || seconds <= 0) return
    const known = this.spent.get(kind) ?? { work: 0, seconds: 0 }
    const work = known.work + pieces * this.workOf(kind, event)
    this.spent.set(kind, { work, seconds: known.seconds + seconds })
  }

  get paces(): Paces {
    return Object.fromEntries([...this.spent].map(([kind, { work, seconds }]) => [kind, seconds / work]))
  }

  private workOf(kind: MeasuredKind, { stage }: ProgressEvent): number {
    const { config } = this
    const count = { pretrain: 1, collect: 1, sft: sftArms(config).length, rl: config.arms.length }[stage]
    const members = kind === 'collect' ? 1 : count * config.seeds.count
    return this.costs[kind] * members * weightOf(kind, config)
  }
}

type Measured = readonly [kind: MeasuredKind | undefined, pieces: number]

const evaluated = ({ activity }: ProgressEvent): Measured => [activity === 'training' ? 'evaluate' : undefined, 1]

function stepped(before: ProgressEvent, { stage, step, steps }: ProgressEvent): Measured {
  // A teacher that is a network is trained in the stage of its data: other steps of the same name.
  if (stage === 'pretrain' || before.steps !== steps) return [undefined, 0]
  return [stage, step - before.step]
}

/** What a unit of cost weighs: the parameters that it goes through, or nothing but itself where a script writes. */
function weightOf(kind: WorkKind, config: ExperimentConfig): number {
  if (kind === 'collect' && config.teacher.kind === 'scripted') return 1
  return parametersOf(config)
}

/** Parameters of one policy. */
export function parametersOf(config: ExperimentConfig): number {
  return parameterCount({ vocabulary: tasksOf(config).from.tokenizer.size, ...config.model })
}

/**
 * Seconds that a run will take at these paces; a kind that was not measured goes at the pace of another one. Undefined where
 * nothing was measured.
 */
export function estimateSeconds(config: ExperimentConfig, paces: Paces, missing: MissingPolicies): number | undefined {
  const other = paces.sft ?? paces.rl ?? paces.evaluate
  if (other === undefined) return undefined
  const writing = config.teacher.kind === 'scripted' ? 0 : other
  return planWork(config, tasksOf(config).from, missing).reduce((sum, { kind, cost, count }) => {
    const pace = paces[kind] ?? (kind === 'collect' ? writing : other)
    return sum + cost * count * weightOf(kind, config) * pace
  }, 0)
}

/** How large a run's steps are, for finding the earlier run that is most like it. */
export function stepSize(config: ExperimentConfig): number {
  return costs(config, tasksOf(config).from).rl * config.arms.length * config.seeds.count * parametersOf(config)
}
