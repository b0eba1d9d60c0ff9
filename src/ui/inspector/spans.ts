import { blockEnd, type PearVariant } from '../../pear/weights'

/** Neighbouring tokens, both ends included, from 0. */
export interface Span {
  start: number
  end: number
}

/** The tokens that share one weight: each its own, blocks of B, or the whole response. */
export function sharedSpans(variant: PearVariant, length: number, block: number): Span[] {
  if (variant === 'sequence') return length > 0 ? [{ start: 0, end: length - 1 }] : []
  const size = variant === 'token' ? 1 : block
  const spans: Span[] = []
  for (let start = 0; start < length; start += size) spans.push({ start, end: blockEnd(start, size, length) })
  return spans
}

/** The tokens whose δ enter the weight of token t; undefined where there are none, as for the last token. */
export function ratioSpan(variant: PearVariant, t: number, length: number, block: number): Span | undefined {
  if (variant === 'sequence') return length > 0 ? { start: 0, end: length - 1 } : undefined
  const start = blockEnd(t, variant === 'token' ? 1 : block, length) + 1
  return start < length ? { start, end: length - 1 } : undefined
}
