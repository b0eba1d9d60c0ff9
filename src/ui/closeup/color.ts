import type { UpdateEvent } from '../../results/events'
import { weightColor } from '../inspector/shade'

/** The size of an advantage at which the colour scale ends. */
const LARGEST_ADVANTAGE = 2

/**
 * The colour of a coefficient: weights on the diverging scale around 1 that the inspector has, advantages on the same colours
 * around 0. A weight below 0 is coloured as one that counts least; its sign is for the text to say.
 */
export function coefficientColor(stage: UpdateEvent['stage'], coefficient: number): string {
  if (stage === 'sft') return weightColor(Math.log(Math.max(coefficient, Number.MIN_VALUE)))
  const strength = Math.min(1, Math.abs(coefficient) / LARGEST_ADVANTAGE)
  const side = coefficient < 0 ? 'less' : 'more'
  return `color-mix(in oklab, var(--weight-${side}) ${Number((100 * strength).toFixed(1))}%, var(--weight-one))`
}
