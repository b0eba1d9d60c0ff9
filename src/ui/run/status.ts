import { stageIds, stageTitles, type StageId } from '../../config/stages'
import type { RunResults } from '../../results/results'
import { duration, roughly } from '../format'

/** Where a run stands, as far as the page has to tell apart. */
export type Phase = 'idle' | 'running' | 'paused' | 'stopping' | 'over'

/** `RL · step 12 of 60 · evaluating · about 40 s left` */
export function progressText({ progress, paused }: RunResults): string {
  if (!progress) return 'Preparing the run…'
  const { stage, step, steps, activity, remainingSeconds } = progress
  const parts = [stageTitles[stage], `step ${step} of ${steps}`]
  if (activity === 'evaluating') parts.push('evaluating')
  if (paused) parts.push('paused')
  else if (remainingSeconds !== undefined) parts.push(`${roughly(remainingSeconds)} left`)
  return parts.join(' · ')
}

/** `12,300 tokens/s · 1 min 3 s so far`: how fast the newest step was, and how long the run has gone on. */
export function speedText({ points, progress }: RunResults): string {
  const speed = points.latest('tokensPerSecond')
  const parts: string[] = []
  if (speed !== undefined) parts.push(`${Math.round(speed).toLocaleString('en-US')} tokens/s`)
  if (progress) parts.push(`${duration(progress.elapsedSeconds)} so far`)
  return parts.join(' · ')
}

/** `Finished in 1 min 12 s`, and the other ways in which a run ends. */
export function endText({ end }: RunResults): string | undefined {
  switch (end?.kind) {
    case 'finished':
      return `Finished in ${duration(end.seconds)}`
    case 'stopped':
      return `Stopped after ${duration(end.seconds)}; the curves so far are kept`
    case 'failed':
      return `Failed: ${end.message}`
    case undefined:
      return undefined
  }
}

/** What a screen reader is told: only that a stage began, a pause or a step from one, and the end. It changes seldom, on purpose. */
export function announcement(results: RunResults, phase: Phase): string {
  // A failure is an alert of its own.
  if (phase === 'over') return results.end?.kind === 'failed' ? '' : (endText(results) ?? '')
  if (phase === 'idle') return ''
  const { progress } = results
  if (phase === 'paused')
    return progress
      ? `Paused: ${stageTitles[progress.stage]}, step ${progress.step} of ${progress.steps}.`
      : 'The run is paused.'
  if (phase === 'stopping') return 'Stopping after the current step.'
  return progress ? `Running: ${stageTitles[progress.stage]}.` : 'The run has started.'
}

/** Where the stages have no close-up of their updates, what people who wait for one should know. */
export function stepHint({ progress, update }: RunResults, phase: Phase, slow: number): string | undefined {
  if (phase !== 'paused' && !(phase === 'running' && slow > 0)) return undefined
  if (update && progress && (progress.stage === 'sft' || progress.stage === 'rl')) return undefined
  return phase === 'paused'
    ? 'Step takes one optimizer step. Each step of SFT and RL is then shown from close by.'
    : 'Each step of SFT and RL is shown from close by.'
}

/** A stage of the run: how far it is, as a share and in time. */
export interface StageStatus {
  id: StageId
  state: 'done' | 'now' | 'next'
  /** Share of its steps that are done, 0 to 1. */
  share: number
  /** Time that it took, takes or will take; undefined where nobody knows yet. */
  time?: string
}

/** Every stage of the run: done, under way or to come, with the time that it took or is expected to take. */
export function stageStatuses({ progress, end }: RunResults): readonly StageStatus[] {
  const at = progress ? stageIds.indexOf(progress.stage) : -1
  const finished = end?.kind === 'finished'
  return stageIds.map((id, i) => {
    const state = finished || i < at ? 'done' : i === at ? 'now' : 'next'
    const own = progress?.stages?.[id]
    const now = progress && progress.steps > 0 ? progress.step / progress.steps : 0
    const time = stageTime(state, own?.elapsed, end ? undefined : own?.remaining)
    return { id, state, share: state === 'done' ? 1 : state === 'now' ? now : 0, ...(time !== undefined && { time }) }
  })
}

function stageTime(state: StageStatus['state'], elapsed?: number, remaining?: number): string | undefined {
  if (state === 'next') return remaining === undefined ? undefined : roughly(remaining)
  if (elapsed === undefined) return undefined
  return state === 'now' && remaining !== undefined
    ? `${duration(elapsed)}, then ${roughly(remaining)}`
    : duration(elapsed)
}
