import { niceScale, type Scale, shareOf } from '../charts/scale'

/** A drawing's inner box in pixels, and where values stand in it. */
export interface Box {
  left: number
  right: number
  top: number
  bottom: number
}

export const along = ({ left, right }: Box, scale: Scale, value: number): number =>
  left + shareOf(scale, value) * (right - left)

export const up = ({ top, bottom }: Box, scale: Scale, value: number): number =>
  bottom - shareOf(scale, value) * (bottom - top)

/** Round ends around shares; where all are equal, some room on the sides that there are, since no share is below 0 or above 1. */
export function shareScale(values: readonly number[], parts = 4): Scale {
  const [low, high] = [Math.min(...values), Math.max(...values)]
  return low < high ? niceScale(low, high, parts) : niceScale(Math.max(0, low - 0.1), Math.min(1, high + 0.1), parts)
}
