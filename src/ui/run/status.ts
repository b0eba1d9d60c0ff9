import { stageIds, stageTitles, type StageId } from '../../experiment/events'
import type { RunResults } from '../../experiment/results'
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

/** What a screen reader is told: only that a stage began, a pause, and the end. It changes seldom, on purpose. */
export function announcement(results: RunResults, phase: Phase): string {
  // A failure is an alert of its own.
  if (phase === 'over') return results.end?.kind === 'failed' ? '' : (endText(results) ?? '')
  if (phase === 'idle') return ''
  if (phase === 'paused') return 'The run is paused.'
  if (phase === 'stopping') return 'Stopping after the current step.'
  return results.progress ? `Running: ${stageTitles[results.progress.stage]}.` : 'The run has started.'
}

/** How far each stage is: done, under way or to come. */
export function stageStates({ progress, end }: RunResults): readonly { id: StageId; state: 'done' | 'now' | 'next' }[] {
  const at = progress ? stageIds.indexOf(progress.stage) : -1
  return stageIds.map((id, i) => ({
    id,
    state: end?.kind === 'finished' || i < at ? 'done' : i === at ? 'now' : 'next',
  }))
}
