import type { PointEvent } from '../../results/events'

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

type Measured = Exclude<AxisUnit, 'steps'>

/**
 * The clock of a run. Tokens and seconds are measured at training steps and count from the start of the stage; an
 * evaluation takes those of the step that it follows, and at step 0 nothing has passed.
 */
export function clockOf(points: readonly PointEvent[]): Clock {
  let measured: ReadonlyMap<string, PointEvent['values']> | undefined
  const at = (unit: Measured, moment: Moment): number | undefined => {
    if (moment.step === 0) return 0
    // Only made when it is asked for: steps need none.
    measured ??= measuredSteps(points)
    return measured.get(keyOf(moment))?.[unit]
  }
  return (unit, moment) => (unit === 'steps' ? moment.step : at(unit, moment))
}

const measuredSteps = (points: readonly PointEvent[]): ReadonlyMap<string, PointEvent['values']> =>
  new Map(
    points
      .filter(({ values }) => values.tokens !== undefined || values.seconds !== undefined)
      .map((point) => [keyOf(point), point.values]),
  )

const keyOf = ({ stage, arm, seed, step }: Moment): string => `${stage} ${arm} ${seed} ${step}`

/** Whether any training step has a value in this unit. */
export const hasUnit = (points: readonly PointEvent[], unit: AxisUnit): boolean =>
  unit === 'steps' || points.some(({ values }) => values[unit] !== undefined)
