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
