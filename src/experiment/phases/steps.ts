import type { StepMetrics } from '../../policy/engine'
import type { StageId } from '../events'
import type { MetricId } from '../metrics'
import type { Member } from '../plan'
import type { Session } from '../session'

/** What every training stage yields after a step. */
interface Report {
  step: number
  metrics: StepMetrics[]
  tokens: number
}

interface Stage<R extends Report> {
  stage: Exclude<StageId, 'collect'>
  steps: number
  /** Cost of one step of all members. */
  cost: number
  members: readonly Member[]
  reports: AsyncGenerator<R>
  /** What to do after a step beyond reporting it, e.g. to evaluate. */
  after?: (step: number) => Promise<void>
}

/** Drives a training stage: a pause may come between steps, every step is timed, checked and reported. */
export async function driveSteps<R extends Report>(session: Session, { reports, ...stage }: Stage<R>): Promise<void> {
  for (;;) {
    await session.between()
    const { value: next, seconds } = await session.timed(stage.stage, stage.cost, () => reports.next())
    if (next.done) return
    const { step, metrics, tokens } = next.value
    session.checkFinite(stage.stage, step, stage.members, metrics)
    const values = metrics.map((one): Partial<Record<MetricId, number>> => ({
      ...one,
      tokensPerSecond: tokens / seconds,
    }))
    session.points(stage.stage, step, stage.members, values)
    session.progress(stage.stage, step, stage.steps)
    await stage.after?.(step)
  }
}

/** The optimizer's settings without the learning rate, which moves with the step. */
export function optimizerSettings({ config: { optimizer } }: Session) {
  const { beta1, beta2, weightDecay, maxGradNorm } = optimizer
  return { beta1, beta2, weightDecay, maxGradNorm, epsilon: 1e-8 }
}
