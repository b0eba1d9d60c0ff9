import type { PointEvent } from '../../results/events'
import type { PointStore } from '../../results/store'

/** What the horizontal axis counts, from 0 in each stage. */
export const axisUnits = ['steps', 'tokens', 'seconds'] as const
export type AxisUnit = (typeof axisUnits)[number]

/** The axis' names for people. */
export const unitTitles: Readonly<Record<AxisUnit, string>> = {
  steps: 'Steps',
  tokens: 'Tokens',
  seconds: 'Seconds',
}

type Moment = Pick<PointEvent, 'stage' | 'arm' | 'seed' | 'step'>

/** Where a moment of one arm and seed stands on an axis; undefined where the run has not measured it. */
export type Clock = (unit: AxisUnit, moment: Moment) => number | undefined

/**
 * The clock of a run. Tokens and seconds are measured at training steps and count from the start of the stage; an
 * evaluation takes those of the step that it follows, and at step 0 nothing has passed.
 */
export function clockOf(points: PointStore): Clock {
  return (unit, { stage, arm, seed, step }) => {
    if (unit === 'steps' || step === 0) return step
    return points.valueAt({ stage, source: 'train' }, arm, seed, step, unit)
  }
}

/** Whether any training step has a value in this unit. */
export const hasUnit = (points: PointStore, unit: AxisUnit): boolean => unit === 'steps' || points.has(unit)
