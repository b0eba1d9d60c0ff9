import type { StageId } from './events'

/** A kind of work whose pieces take about the same time for each unit of cost. */
export type WorkKind = StageId | 'teacher' | 'evaluate'

/** Work that a run will do: `count` pieces of `cost` units each. */
export interface PlannedWork {
  kind: WorkKind
  cost: number
  count: number
}

/**
 * How much of a run is done and how long the rest will take. Costs are only compared within a kind, whose speed is
 * measured as the run goes; kinds not measured yet are taken to run at the pace of all others.
 */
export class ProgressMeter {
  private readonly left = new Map<WorkKind, number>()
  private readonly spent = new Map<WorkKind, { cost: number; seconds: number }>()
  private readonly total: number

  constructor(plan: readonly PlannedWork[]) {
    for (const { kind, cost, count } of plan) this.left.set(kind, (this.left.get(kind) ?? 0) + cost * count)
    this.total = this.costLeft
  }

  /** One piece of work is done. */
  add(kind: WorkKind, cost: number, seconds: number): void {
    this.left.set(kind, Math.max(0, (this.left.get(kind) ?? 0) - cost))
    const before = this.spent.get(kind) ?? { cost: 0, seconds: 0 }
    this.spent.set(kind, { cost: before.cost + cost, seconds: before.seconds + seconds })
  }

  /** Share of the planned cost, 0 to 1. */
  get done(): number {
    return this.total === 0 ? 1 : 1 - this.costLeft / this.total
  }

  /** Seconds; undefined until something was measured. */
  get remainingSeconds(): number | undefined {
    const all = [...this.spent.values()].reduce(
      (sum, { cost, seconds }) => ({ cost: sum.cost + cost, seconds: sum.seconds + seconds }),
      { cost: 0, seconds: 0 },
    )
    if (all.cost === 0) return undefined
    return [...this.left].reduce((sum, [kind, cost]) => {
      const pace = this.spent.get(kind) ?? all
      return sum + (cost * pace.seconds) / pace.cost
    }, 0)
  }

  private get costLeft(): number {
    return [...this.left.values()].reduce((a, b) => a + b, 0)
  }
}
