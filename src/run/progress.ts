import type { PlannedWork } from '../config/plan'
import { stageIds, type StageId, type WorkKind } from '../config/stages'
import type { StageSeconds } from '../results/events'

/** What is left of one kind of work in one stage. */
interface WorkLeft {
  stage: StageId
  kind: WorkKind
  cost: number
}

/**
 * How much of a run is done and how long the rest will take. Costs are only compared within a kind, whose speed is
 * measured as the run goes; kinds not measured yet are taken to run at the pace of all others.
 */
export class ProgressMeter {
  private readonly left = new Map<string, WorkLeft>()
  private readonly spent = new Map<WorkKind, { cost: number; seconds: number }>()
  private readonly elapsed = new Map<StageId, number>()
  private readonly total: number
  private last = 0

  constructor(plan: readonly PlannedWork[]) {
    for (const { stage, kind, cost, count } of plan) this.change(stage, kind, cost * count)
    this.total = this.costLeft
  }

  /** One piece of work is done. */
  add(stage: StageId, kind: WorkKind, cost: number, seconds: number): void {
    this.change(stage, kind, -cost)
    const before = this.spent.get(kind) ?? { cost: 0, seconds: 0 }
    this.spent.set(kind, { cost: before.cost + cost, seconds: before.seconds + seconds })
  }

  /** The run has come so far in this stage, by its clock in seconds: what has passed since the last call is the stage's. */
  passed(stage: StageId, elapsedSeconds: number): void {
    this.elapsed.set(stage, (this.elapsed.get(stage) ?? 0) + elapsedSeconds - this.last)
    this.last = elapsedSeconds
  }

  /** Share of the planned cost, 0 to 1. */
  get done(): number {
    return this.total === 0 ? 1 : 1 - this.costLeft / this.total
  }

  /** Seconds; undefined until something was measured. */
  get remainingSeconds(): number | undefined {
    return this.remainingOf([...this.left.values()])
  }

  /** Each stage's part of the time that has passed and of the time that remains. */
  get stages(): Record<StageId, StageSeconds> {
    const of = (stage: StageId): StageSeconds => {
      const remaining = this.remainingOf([...this.left.values()].filter((work) => work.stage === stage))
      return { elapsed: this.elapsed.get(stage) ?? 0, ...(remaining !== undefined && { remaining }) }
    }
    return Object.fromEntries(stageIds.map((stage) => [stage, of(stage)])) as Record<StageId, StageSeconds>
  }

  private remainingOf(works: readonly WorkLeft[]): number | undefined {
    const all = [...this.spent.values()].reduce(
      (sum, { cost, seconds }) => ({ cost: sum.cost + cost, seconds: sum.seconds + seconds }),
      { cost: 0, seconds: 0 },
    )
    if (all.cost === 0) return undefined
    return works.reduce((sum, { kind, cost }) => {
      const pace = this.spent.get(kind) ?? all
      return sum + (cost * pace.seconds) / pace.cost
    }, 0)
  }

  private change(stage: StageId, kind: WorkKind, cost: number): void {
    const key = `${stage} ${kind}`
    const before = this.left.get(key)?.cost ?? 0
    this.left.set(key, { stage, kind, cost: Math.max(0, before + cost) })
  }

  private get costLeft(): number {
    return [...this.left.values()].reduce((sum, { cost }) => sum + cost, 0)
  }
}
