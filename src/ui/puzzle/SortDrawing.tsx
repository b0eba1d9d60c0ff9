import { sorted, type SortPuzzle } from '../../games/sort/row'
import { sortTrace } from '../../games/sort/trace'
import { crossingPath, swapPlaces } from './crossing'
import { CHARACTER, Mark, MarkedText } from './Marks'
import { Picture } from './Picture'
import { sortWords } from './sortWords'

const BOX = 28
const COLUMN = 34
const ROW = 56
const EDGE = 4

/** The row and, for a response, the row after each of its swaps, downwards. Digits in their final place have a thick box. */
export function SortDrawing({ puzzle, title, response }: { puzzle: SortPuzzle; title: string; response?: string }) {
  const trace = response === undefined ? undefined : sortTrace(puzzle, response)
  const steps = trace?.steps ?? []
  const goal = sorted(puzzle.row)
  const rows = [puzzle.row, ...steps.map(({ row }) => row)]
  const x = (place: number): number => EDGE + BOX / 2 + place * COLUMN
  const y = (row: number): number => 32 + row * ROW
  const shownAt = x(puzzle.row.length - 1) + BOX
  return (
    <Picture
      title={title}
      words={sortWords(puzzle, trace)}
      width={shownAt + (trace ? puzzle.row.length * CHARACTER + 16 : 0)}
      height={y(rows.length - 1) + BOX / 2 + (trace ? 24 : EDGE)}
    >
      <g className="soft small">
        {Array.from(puzzle.row, (_, place) => (
          <text key={place} x={x(place)} y={9}>
            {place + 1}
          </text>
        ))}
      </g>
      {steps.map(({ places }, step) =>
        Array.from(puzzle.row, (_, place) => (
          <path
            key={`${step} ${place}`}
            className={places.includes(place) ? 'way way-ball' : 'way'}
            d={crossingPath([x(place), y(step) + BOX / 2], [x(swapPlaces(place, places)), y(step + 1) - BOX / 2])}
          />
        )),
      )}
      {rows.map((row, at) =>
        Array.from(row, (digit, place) => (
          <g key={`${at} ${place}`}>
            <rect
              className={digit === goal.charAt(place) ? 'box box-home' : 'box'}
              x={x(place) - BOX / 2}
              y={y(at) - BOX / 2}
              width={BOX}
              height={BOX}
              rx="3"
            />
            <text x={x(place)} y={y(at)}>
              {digit}
            </text>
          </g>
        )),
      )}
      {steps.map(
        ({ note }, step) =>
          note && (
            <MarkedText
              key={step}
              pieces={note}
              x={shownAt}
              y={y(step + 1)}
              closed={note.length === puzzle.row.length}
            />
          ),
      )}
      {trace && <Mark right={trace.sorted && !trace.stopped} x={EDGE + 8} y={y(steps.length) + BOX / 2 + 13} />}
      {trace && (
        <text className="soft small leading" x={EDGE + 20} y={y(steps.length) + BOX / 2 + 13}>
          {trace.stopped ? `stops at ${trace.stopped.text}` : trace.sorted ? 'sorted' : 'not sorted'}
        </text>
      )}
    </Picture>
  )
}
