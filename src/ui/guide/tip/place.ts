/** A rectangle of the window, in CSS pixels. */
export interface Box {
  left: number
  top: number
  width: number
  height: number
}

/** Between a tip and its word, and between it and the window's edge. */
const GAP = 4
const EDGE = 8

/**
 * Where a tip goes, in pixels of the window: under its word and beginning with it, above it where there is more room, and moved
 * sideways as far as it takes to stay inside the window.
 */
export function placeTip(
  word: Box,
  tip: Pick<Box, 'width' | 'height'>,
  view: Pick<Box, 'width' | 'height'>,
): Pick<Box, 'left' | 'top'> {
  const below = word.top + word.height + GAP
  const above = word.top - GAP - tip.height
  const roomBelow = view.height - below - tip.height
  const top = roomBelow < EDGE && above - EDGE > roomBelow ? above : below
  const rightmost = view.width - EDGE - tip.width
  return { left: Math.max(EDGE, Math.min(word.left, rightmost)), top }
}
