/** How a weight looks wherever it is shown: its text, and its colour on the diverging scale around 1. */
import { decimal } from '../format'

/** A weight in at most six characters: two decimals near 1, fewer far above it, significant digits far below it. */
export function weightText(weight: number): string {
  const size = Math.abs(weight)
  if (!Number.isFinite(weight)) return decimal(weight)
  const sign = weight < 0 ? '−' : ''
  return `${sign}${sizeText(size)}`
}

function sizeText(size: number): string {
  if (size === 0) return '0'
  // Bounds stand half a last digit below the round number, so that 0.09996 reads 0.10 and not 0.100.
  if (size < 0.00095) return size.toExponential(0).replace('-', '−')
  if (size < 0.0095) return size.toFixed(4)
  if (size < 0.0995) return size.toFixed(3)
  if (size < 9.995) return size.toFixed(2)
  return size.toFixed(size < 99.95 ? 1 : 0)
}

/** The weight at which the colour scale ends, and below 1 its inverse: beyond them colours stay as they are. */
export const SCALE_END = 100

/** Below 1, differences that matter are small, and a colour linear in the logarithm would not show them. */
const EXPONENT = 0.5

/** How a weight is coloured: which way from 1, and how far, 0 at 1 to 1 at the scale's end. */
export interface Shade {
  side: 'less' | 'more'
  strength: number
}

/**
 * The colour of a weight on the diverging scale around 1: the same distance for w as for 1/w. Of a negative weight the size counts;
 * its sign is for the text to say.
 */
export function shadeOf(logWeight: number): Shade {
  const distance = Math.min(1, Math.abs(logWeight) / Math.log(SCALE_END))
  return { side: logWeight < 0 ? 'less' : 'more', strength: distance ** EXPONENT }
}

/** The weights that the legend names. */
export const legendTicks = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100] as const

/** The CSS colour of a weight: what the stylesheet's `--weight-…` colours are mixed to. */
export function weightColor(logWeight: number): string {
  const { side, strength } = shadeOf(logWeight)
  return `color-mix(in oklab, var(--weight-${side}) ${Number((100 * strength).toFixed(1))}%, var(--weight-one))`
}
