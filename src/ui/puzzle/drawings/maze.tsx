import { useId } from 'react'
import { LETTERS, type MazePuzzle, type MazeTrace } from '../../../games/maze/rules'
import { counted, listed } from '../../../games/response'
import { CHARACTER, type DrawingProps, Mark, MarkedText, Picture } from '../Picture'
import styles from './maze.module.css'

const CELL = 46
const EDGE = 12
/** Ways keep to the right, so that going back does not hide going there. */
const KEEP = 5
const NOTES_A_LINE = 14

const directions: Readonly<Record<string, readonly [x: number, y: number]>> = {
  U: [0, -1],
  D: [0, 1],
  L: [-1, 0],
  R: [1, 0],
}

/** The map, and the walk of a response on it up to its first illegal move. */
export function Drawing({ puzzle, trace, title }: DrawingProps<MazePuzzle, MazeTrace>) {
  const hatch = useId()
  const { size, cells } = puzzle
  const notes = trace?.steps.flatMap(({ note }) => note ?? []) ?? []
  const lines = Array.from({ length: Math.ceil(notes.length / NOTES_A_LINE) }, (_, i) =>
    notes.slice(i * NOTES_A_LINE, (i + 1) * NOTES_A_LINE),
  )
  const side = 2 * EDGE + size * CELL
  return (
    <Picture title={title} words={words(puzzle, trace)} width={side} height={side + lines.length * 20}>
      <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect className={styles.wallGround} width="6" height="6" />
        <line className={styles.wallLine} x1="0" y1="0" x2="0" y2="6" />
      </pattern>
      {Array.from(cells, (kind, cell) => {
        const [x, y] = [EDGE + (cell % size) * CELL, EDGE + Math.floor(cell / size) * CELL]
        return (
          <g key={cell}>
            <rect
              className={styles.cell}
              x={x}
              y={y}
              width={CELL}
              height={CELL}
              {...(kind === '#' && { style: { fill: `url(#${hatch})` } })}
            />
            {kind !== '#' && (
              <text className={styles.cellName} x={x + 8} y={y + 9}>
                {LETTERS.charAt(cell)}
              </text>
            )}
            {(kind === 'S' || kind === 'G') && (
              <>
                <circle
                  className={kind === 'G' ? styles.goal : styles.start}
                  cx={x + CELL / 2}
                  cy={y + CELL / 2}
                  r="12"
                />
                <text className={styles.end} x={x + CELL / 2} y={y + CELL / 2}>
                  {kind}
                </text>
              </>
            )}
          </g>
        )
      })}
      {trace && <Walk trace={trace} size={size} />}
      {lines.map((line, i) => (
        <MarkedText
          key={i}
          pieces={line}
          x={EDGE + CHARACTER / 2}
          y={side + 6 + i * 20}
          closed={i === lines.length - 1}
        />
      ))}
    </Picture>
  )
}

function Walk({ trace: { start, steps, stopped }, size }: { trace: MazeTrace; size: number }) {
  const middle = (cell: number): readonly [number, number] => [
    EDGE + ((cell % size) + 0.5) * CELL,
    EDGE + (Math.floor(cell / size) + 0.5) * CELL,
  ]
  const legs = steps.map(({ move, to }, i) => ({ move, from: middle(steps[i - 1]?.to ?? start), to: middle(to) }))
  const last = middle(steps.at(-1)?.to ?? start)
  const [dx, dy] = directions[stopped?.text ?? ''] ?? [0, 0]
  return (
    <g>
      <path
        className={styles.walk}
        d={legs
          .map(({ move, from, to }, i) => {
            const begin = i === 0 ? [`M${shifted(from, aside(move))}`] : []
            return [...begin, ...corner(to, move, legs[i + 1]?.move).map((point) => `L${point}`)].join('')
          })
          .join('')}
      />
      {legs.map(({ move, from, to }, i) => {
        const [x, y] = aside(move)
        const [towardsX, towardsY] = directions[move] ?? [0, 0]
        const angle = (Math.atan2(towardsY, towardsX) * 180) / Math.PI
        const at = `translate(${(from[0] + to[0]) / 2 + x} ${(from[1] + to[1]) / 2 + y}) rotate(${angle})`
        return <path key={i} className={styles.arrow} d="M5 0L-4-4.5V4.5Z" transform={at} />
      })}
      {stopped && (
        <>
          <line className={styles.refused} x1={last[0]} y1={last[1]} x2={last[0] + dx * 17} y2={last[1] + dy * 17} />
          <circle className={styles.markGround} cx={last[0] + dx * 23} cy={last[1] + dy * 23} r="8" />
          <Mark right={false} x={last[0] + dx * 23} y={last[1] + dy * 23} />
        </>
      )}
    </g>
  )
}

/** Where the walk is drawn at the end of a leg: one point, or two where it goes back. */
function corner(at: readonly [number, number], move: string, next: string | undefined): string[] {
  const here = aside(move)
  const there = aside(next ?? move)
  const same = here[0] === there[0] && here[1] === there[1]
  if (same) return [shifted(at, here)]
  const back = here[0] === -there[0] && here[1] === -there[1]
  return back ? [shifted(at, here), shifted(at, there)] : [shifted(at, [here[0] + there[0], here[1] + there[1]])]
}

const shifted = (at: readonly [number, number], by: readonly [number, number]): string =>
  `${at[0] + by[0]} ${at[1] + by[1]}`

/** How far to the side a leg in this direction is drawn. */
function aside(move: string): readonly [number, number] {
  const [x, y] = directions[move] ?? [0, 0]
  return [-y * KEEP, x * KEEP]
}

const name = (cell: number): string => LETTERS.charAt(cell)

/** The drawing of a maze in words; cells have the letters of the game's notes. */
function words({ size, cells }: MazePuzzle, trace: MazeTrace | undefined): string {
  const walls = Array.from(cells).flatMap((kind, cell) => (kind === '#' ? [name(cell)] : []))
  return [
    `A map of ${size} by ${size} cells, with letters in reading order.`,
    `The start is cell ${name(cells.indexOf('S'))}, the goal cell ${name(cells.indexOf('G'))};`,
    `walls: ${listed(walls) || 'none'}.`,
    ...(trace ? walkWords(trace) : []),
  ].join(' ')
}

function walkWords({ start, steps, stopped, reached }: MazeTrace): string[] {
  const last = name(steps.at(-1)?.to ?? start)
  const wrong = steps.flatMap(({ to, note }) => (note?.right === false ? [`${note.text} for ${name(to)}`] : []))
  return [
    steps.length === 0
      ? 'The response makes no legal move.'
      : `The response walks to ${listed(steps.map(({ to }) => name(to)))}.`,
    ...(wrong.length === 0 ? [] : [`Cells that it names wrongly: ${listed(wrong)}.`]),
    stopped
      ? `There, at cell ${last}, it stops: ${stopWords(stopped, steps.length)}.`
      : endWords(last, reached, steps.length),
  ]
}

const endWords = (last: string, reached: boolean, moves: number): string =>
  reached ? `It reaches the goal in ${counted(moves, 'move')}.` : `It ends at cell ${last}, not on the goal.`

function stopWords({ text, why }: NonNullable<MazeTrace['stopped']>, moves: number): string {
  switch (why) {
    case 'wall':
      return `move ${text} runs into a wall`
    case 'edge':
      return `move ${text} leaves the map`
    case 'tooMany':
      return `no more than ${counted(moves, 'move')} are allowed`
    case 'noMove':
      return `${text} is no move`
  }
}
