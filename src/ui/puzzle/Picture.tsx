/** What every drawing of a puzzle is made of: its frame, texts that are marked right or wrong, and ways that cross. */
import { type ReactNode, useId } from 'react'
import { hasWrong, type Marked } from '../../games/response'
import styles from './Picture.module.css'

/** What the drawing of a game is given: a puzzle, what a response does with it, and the name of the picture. */
export interface DrawingProps<Puzzle = unknown, Trace = unknown> {
  puzzle: Puzzle
  /** Undefined where the puzzle is drawn alone. */
  trace: Trace | undefined
  title: string
}

interface PictureProps {
  title: string
  /** Everything that the drawing shows, in words. */
  words: string
  /** In pixels; a narrower page scales the drawing down. */
  width: number
  height: number
  children: ReactNode
}

/** The frame of a drawing: an image with a name and a description for who does not see it. */
export function Picture({ title, words, width, height, children }: PictureProps) {
  const id = useId()
  return (
    <svg
      className={styles.puzzle}
      role="img"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-words`}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-words`}>{words}</desc>
      {children}
    </svg>
  )
}

/** Width of a character of a drawing's text, in pixels. */
export const CHARACTER = 12

/** A tick or a cross, centred: right and wrong without any colour. */
export function Mark({ right, x, y }: { right: boolean; x: number; y: number }) {
  return (
    <path
      className={right ? styles.markRight : styles.markWrong}
      d={right ? 'M-5 .5L-1.5 4L5-4' : 'M-4-4L4 4M4-4L-4 4'}
      transform={`translate(${x} ${y})`}
    />
  )
}

interface MarkedTextProps {
  pieces: readonly Marked[]
  /** The middle of the first character. */
  x: number
  y: number
  /** Whether a tick or a cross closes the line; one that is cut short, or has nothing to be compared with, has none. */
  closed?: boolean
}

/** What a response shows, character by character: wrong ones are underlined, and a cross or a tick closes the line. */
export function MarkedText({ pieces, x, y, closed = true }: MarkedTextProps) {
  const compared = pieces.length > 0 && pieces.every(({ right }) => right !== undefined)
  return (
    <g>
      {pieces.map(({ text, right }, i) => (
        <g key={i}>
          <text x={x + i * CHARACTER} y={y} className={right === false ? styles.wrong : undefined}>
            {text}
          </text>
          {right === false && (
            <line
              className={styles.fault}
              x1={x + i * CHARACTER - 5}
              x2={x + i * CHARACTER + 5}
              y1={y + 10}
              y2={y + 10}
            />
          )}
        </g>
      ))}
      {closed && compared && <Mark right={!hasWrong(pieces)} x={x + pieces.length * CHARACTER + 4} y={y} />}
    </g>
  )
}

/** Which place comes to which when two places are swapped. */
export const swapPlaces = (place: number, [a, b]: readonly [number, number]): number =>
  place === a ? b : place === b ? a : place

/** The path of a thing that goes from one place of a row to one of the row below, where swapped ones cross. */
export function crossingPath(from: readonly [number, number], to: readonly [number, number]): string {
  const middle = (from[1] + to[1]) / 2
  return `M${from[0]} ${from[1]}C${from[0]} ${middle} ${to[0]} ${middle} ${to[0]} ${to[1]}`
}
