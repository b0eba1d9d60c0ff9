import type { PolicyEngine, Population, StepMetrics } from '../policy/engine'
import type { PolicyShape } from '../policy/shape'
import type { Task } from '../games/task'
import { armTitle } from '../config/armId'
import type { BaseCache } from './baseCache'
import type { ExperimentConfig } from '../config/config'
import type { RunControl } from './control'
import type { EndEvent, PointEvent, RunEvent } from '../results/events'
import { stageTitles, type StageId } from '../config/stages'
import type { MetricId } from '../results/metrics'
import { costs, seedsOf, type Member } from '../config/plan'
import { tasksOf } from '../config/tasks'
import { ProgressMeter } from './progress'
import type { PlannedWork } from '../config/plan'
import type { WorkKind } from '../config/stages'

/** A loss or gradient that is no finite number: nothing after it would mean anything. */
export class NonFiniteError extends Error {
  override readonly name = 'NonFiniteError'
}

/** What all stages of one run share: its settings and device, where events go, and the clock. */
export class Session {
  /** What SFT learns from. */
  readonly task: Task
  /** What RL trains on and evaluations ask; the same task unless the experiment is one of transfer. */
  readonly goal: Task
  readonly seeds: readonly number[]
  readonly shape: PolicyShape
  readonly costs: ReturnType<typeof costs>
  private readonly populations = new Set<Population>()
  private meter = new ProgressMeter([])
  private readonly started = performance.now()
  private closed = false

  constructor(
    readonly config: ExperimentConfig,
    readonly engine: PolicyEngine,
    private readonly listener: (event: RunEvent) => void,
    readonly control: RunControl,
    readonly cache: BaseCache | undefined,
  ) {
    const { from, to } = tasksOf(config)
    this.task = from
    this.goal = to
    this.seeds = seedsOf(config)
    this.shape = { vocabulary: this.task.tokenizer.size, ...config.model }
    this.costs = costs(config, this.task)
    this.emit({ kind: 'started', config, engine: engine.name, seeds: this.seeds })
  }

  /** Seconds since the start, pauses and the waits of slow motion left out. */
  get elapsed(): number {
    return (performance.now() - this.started) / 1000 - this.control.waitedSeconds
  }

  private readonly reportPause = (paused: boolean): void => {
    this.emit({ kind: 'paused', paused })
  }

  plan(work: readonly PlannedWork[]): void {
    this.meter = new ProgressMeter(work)
  }

  /** Keeps a population until the run ends, however it ends. */
  keep<P extends Population>(population: P): P {
    this.populations.add(population)
    return population
  }

  /** Frees a kept population before the run ends. */
  release(population: Population): void {
    population.dispose()
    this.populations.delete(population)
  }

  /** Frees the populations and reports the end. Stages that still wait for a lost device are heard no more. */
  close(end: EndEvent): EndEvent {
    for (const population of this.populations) population.dispose()
    this.populations.clear()
    this.emit(end)
    this.closed = true
    return end
  }

  /** Reports an event, unless the run is over. */
  emit(event: RunEvent): void {
    if (!this.closed) this.listener(event)
  }

  /** Between two pieces of work: lets messages in, waits out a pause, ends a stopped run. */
  async between(): Promise<void> {
    await this.control.between({ report: this.reportPause })
  }

  /**
   * The same before an optimizer step, which a paused run takes only where it was granted and slow motion delays.
   *
   * @param flush reports the steps that are done, where somebody waits to see them
   */
  async beforeStep(flush: () => Promise<void>): Promise<void> {
    await this.control.between({ beforeStep: true, report: this.reportPause, flush })
  }

  /** Counts a piece of work that is done. */
  count(stage: StageId, kind: WorkKind, cost: number, seconds: number): void {
    this.meter.add(stage, kind, cost, seconds)
  }

  /** Does a piece of work, and counts it with its time. */
  async timed<T>(stage: StageId, kind: WorkKind, cost: number, work: () => Promise<T>): Promise<T> {
    const before = performance.now()
    const value = await work()
    this.count(stage, kind, cost, (performance.now() - before) / 1000)
    return value
  }

  progress(stage: StageId, step: number, steps: number, activity: 'training' | 'evaluating' = 'training'): void {
    const elapsedSeconds = this.elapsed
    this.meter.passed(stage, elapsedSeconds)
    const { remainingSeconds } = this.meter
    this.emit({
      kind: 'progress',
      stage,
      step,
      steps,
      activity,
      done: this.meter.done,
      elapsedSeconds,
      ...(remainingSeconds !== undefined && { remainingSeconds }),
      stages: this.meter.stages,
    })
  }

  /** Reports figures of every member, leaving out those that a member does not have. */
  points(
    place: Pick<PointEvent, 'stage' | 'source' | 'step'>,
    members: readonly Member[],
    values: readonly Partial<Record<MetricId, number>>[],
  ): void {
    for (const [index, { arm, seed }] of members.entries()) {
      const given = Object.entries(values[index] ?? {}).filter(([, value]) => !Number.isNaN(value))
      this.emit({ kind: 'point', ...place, arm, seed, values: Object.fromEntries(given) })
    }
  }

  /** Throws a `NonFiniteError` that names stage, step, arm and seed where a loss or gradient norm is no finite number. */
  checkFinite(stage: StageId, step: number, members: readonly Member[], metrics: readonly StepMetrics[]): void {
    for (const [index, { arm, seed }] of members.entries()) {
      const { loss, gradNorm } = metrics[index] as StepMetrics
      if (Number.isFinite(loss) && Number.isFinite(gradNorm)) continue
      const trained = stage === 'collect' ? 'the teacher' : 'the base policy'
      const who = arm === 'base' ? trained : armTitle(arm, this.config.own)
      throw new NonFiniteError(
        `${stageTitles[stage]}, step ${step}: the loss of ${who}, seed ${seed}, became ${loss} (gradient norm ${gradNorm}). ` +
          'Lower the learning rate or narrow the clips, and run again.',
      )
    }
  }
}
