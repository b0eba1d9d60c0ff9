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
