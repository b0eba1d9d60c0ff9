import type { ClipSide } from './marks'

export type ClippedValue = 'δ' | 'log G'

/** What a mark means. */
export const clipWords = (value: ClippedValue, side: 'low' | 'high'): string =>
  `${value} clipped to ${value} ${side === 'low' ? 'min' : 'max'}`

/** δ: a triangle. log G: the triangle against a bar. Down where the clip is the lower bound. */
const outlines = {
  δ: 'M1 8L5 2L9 8Z',
  'log G': 'M1 9L5 4L9 9ZM1 1H9V2.6H1Z',
} as const

interface Props {
  value: ClippedValue
  side: ClipSide
}

/** The mark of a clipped value; nothing where no clip changed it. */
export function ClipMark({ value, side }: Props) {
  if (side === undefined) return null
  const words = clipWords(value, side)
  return (
    <svg className="clip-mark" role="img" aria-label={words} width="9" height="9" viewBox="0 0 10 10">
      <title>{words}</title>
      <path d={outlines[value]} transform={side === 'low' ? 'matrix(1 0 0 -1 0 10)' : undefined} fill="currentcolor" />
    </svg>
  )
}
