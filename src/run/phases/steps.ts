import type { Member } from '../../config/plan'
import type { StageId, WorkKind } from '../../config/stages'
import { ADAM_EPSILON } from '../../policy/constants'
import type { StepMetrics } from '../../policy/engine'
import { DeviceError } from '../../policy/errors'
import type { MetricId } from '../../results/metrics'
import { RunStopped } from '../control'
import { NonFiniteError, type Session } from '../session'

/** Most steps that are read back together. */
const MOST_UNREAD = 8
/** Seconds that reading together should take: shorter ones take in more steps, longer ones fewer, so that charts and pauses stay prompt. */
const READ_WITHIN = [0.1, 0.4] as const

/** What every training stage yields after a step. */
interface Report {
  step: number
  read: () => Promise<StepMetrics[]>
  /** Of each member. */
  tokens: readonly number[]
}

interface Stage<R extends Report> {
  stage: StageId
  /** What its time is counted as; the stage itself where left out. */
  work?: WorkKind
  steps: number
  /** Cost of one step of all members. */
  cost: number
  members: readonly Member[]
  reports: AsyncGenerator<R> | Generator<R>
  /** What to do after some of the steps beyond reporting them: to evaluate. */
  after?: { isDue: (step: number) => boolean; run: (step: number) => Promise<void> }
}

/**
 * Drives a training stage: a pause may come between steps, and steps are timed, checked and reported, several at once where they are
 * short, because the device runs on while nobody waits for it. Where somebody does, in pauses and slow motion, each is read at once.
 */
export async function driveSteps<R extends Report>(session: Session, { reports, ...stage }: Stage<R>): Promise<void> {
  const totals = new Totals(stage.members.length)
  let unread: R[] = []
  let seconds = 0
  let most = 1
  const readAll = async (): Promise<void> => {
    const taken = unread
    if (taken.length === 0) return
    unread = []
    const before = performance.now()
    const metrics = await Promise.all(taken.map((report) => report.read()))
    const spent = seconds + (performance.now() - before) / 1000
    seconds = 0
    if (spent < READ_WITHIN[0]) most = Math.min(MOST_UNREAD, 2 * most)
    if (spent > READ_WITHIN[1]) most = Math.max(1, Math.floor(most / 2))
    report(session, stage, taken, metrics, totals, spent)
  }
  // Nothing waits for a step after the last one: a step that was granted is the next stage's.
  const driveAll = async (): Promise<void> => {
    for (let step = 0; step < stage.steps;) {
      await session.beforeStep(readAll)
      const before = performance.now()
      const next = await reports.next()
      seconds += (performance.now() - before) / 1000
      if (next.done) break
      step = next.value.step
      unread.push(next.value)
      const isDue = stage.after?.isDue(step) ?? false
      if (isDue || unread.length >= most) await readAll()
      if (isDue) await stage.after?.run(step)
    }
  }
  try {
    await driveAll()
  } catch (error) {
    // Steps that were taken are told, however the stage ends. Of a lost device there is nothing to read.
    if (!(error instanceof DeviceError)) await readAll().catch(throwEarlier(error))
    throw error
  }
  await readAll()
}

/**
 * Of two errors the one that came first: a loss that is no number says more than what went wrong after it. Who stopped the run is not
 * told of either.
 */
const throwEarlier =
  (error: unknown) =>
  (earlier: unknown): void => {
    if (earlier instanceof NonFiniteError && !(error instanceof RunStopped)) throw earlier
  }

/** Checks and reports steps that took so many seconds together. */
function report<R extends Report>(
  session: Session,
  { stage, work = stage, steps, cost, members }: Omit<Stage<R>, 'reports'>,
  reports: readonly R[],
  metrics: readonly StepMetrics[][],
  totals: Totals,
  seconds: number,
): void {
  session.count(stage, work, cost * reports.length, seconds)
  const tokens = reports.map((own) => own.tokens)
  const tokensPerSecond = tokens.flat().reduce((a, b) => a + b, 0) / seconds
  const passed = totals.add(tokens, seconds)
  reports.forEach(({ step }, index) => {
    const own = metrics[index] as StepMetrics[]
    session.checkFinite(stage, step, members, own)
    const values = own.map((one, member): Partial<Record<MetricId, number>> => {
      return { ...one, ...passed[index]?.[member], tokensPerSecond }
    })
    session.points({ stage, source: 'train', step }, members, values)
  })
  session.progress(stage, reports.at(-1)?.step ?? 0, steps)
}

/** The optimizer's settings without the learning rate, which moves with the step. */
export function optimizerSettings({ config: { optimizer } }: Session) {
  const { beta1, beta2, weightDecay, maxGradNorm } = optimizer
  return { beta1, beta2, weightDecay, maxGradNorm, epsilon: ADAM_EPSILON }
}

/** What a stage has taken so far: the metrics `tokens` and `seconds` of its training steps. */
export class Totals {
  private readonly tokens: number[]
  private seconds = 0

  constructor(members: number) {
    this.tokens = new Array<number>(members).fill(0)
  }

  /**
   * Counts steps that took so many seconds together; how long each of them took nobody knows, so that they share the time evenly.
   *
   * @param steps tokens of every member in each step, `[steps][M]`
   * @returns the totals after each step, `[steps][M]`
   */
  add(
    steps: readonly (readonly number[])[],
    seconds: number,
  ): Pick<Record<MetricId, number>, 'tokens' | 'seconds'>[][] {
    return steps.map((tokens) => {
      this.seconds += seconds / steps.length
      return tokens.map((count, member) => {
        const total = (this.tokens[member] ?? 0) + count
        this.tokens[member] = total
        return { tokens: total, seconds: this.seconds }
      })
    })
  }
}
