import { hasWrong, type Marked } from '../../games/marked'

/** Width of a character of a drawing's text, in pixels. */
export const CHARACTER = 12

/** A tick or a cross, centred: right and wrong without any colour. */
export function Mark({ right, x, y }: { right: boolean; x: number; y: number }) {
  return (
    <path
      className={right ? 'mark mark-right' : 'mark mark-wrong'}
      d={right ? 'M-5 .5L-1.5 4L5-4' : 'M-4-4L4 4M4-4L-4 4'}
      transform={`translate(${x} ${y})`}
    />
  )
}

interface Props {
  pieces: readonly Marked[]
  /** The middle of the first character. */
  x: number
  y: number
  /** Distance of two characters. */
  pitch?: number
  /** Whether a tick or a cross closes the line; one that is cut short, or has nothing to be compared with, has none. */
  closed?: boolean
}

/** What a response shows, character by character: wrong ones are underlined, and a cross or a tick closes the line. */
export function MarkedText({ pieces, x, y, pitch = CHARACTER, closed = true }: Props) {
  const compared = pieces.length > 0 && pieces.every(({ right }) => right !== undefined)
  return (
    <g>
      {pieces.map(({ text, right }, i) => (
        <g key={i}>
          <text x={x + i * pitch} y={y} className={right === false ? 'wrong' : 'shown'}>
            {text}
          </text>
          {right === false && (
            <line className="fault" x1={x + i * pitch - 5} x2={x + i * pitch + 5} y1={y + 10} y2={y + 10} />
          )}
        </g>
      ))}
      {closed && compared && <Mark right={!hasWrong(pieces)} x={x + pieces.length * pitch + 4} y={y} />}
    </g>
  )
}
