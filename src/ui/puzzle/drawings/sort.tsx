import { counted } from '../../../games/response'
import { sorted, type SortPuzzle, type SortTrace } from '../../../games/sort/rules'
import { CHARACTER, crossingPath, type DrawingProps, Mark, MarkedText, Picture, swapPlaces } from '../Picture'
import styles from '../Picture.module.css'

const BOX = 28
const COLUMN = 34
const ROW = 56
const EDGE = 4

/** The row and, for a response, the row after each of its swaps, downwards. Digits in their final place have a thick box. */
export function Drawing({ puzzle, trace, title }: DrawingProps<SortPuzzle, SortTrace>) {
  const steps = trace?.steps ?? []
  const goal = sorted(puzzle.row)
  const rows = [puzzle.row, ...steps.map(({ row }) => row)]
  const x = (place: number): number => EDGE + BOX / 2 + place * COLUMN
  const y = (row: number): number => 32 + row * ROW
  const shownAt = x(puzzle.row.length - 1) + BOX
  return (
    <Picture
      title={title}
      words={words(puzzle, trace)}
      width={shownAt + (trace ? puzzle.row.length * CHARACTER + 16 : 0)}
      height={y(rows.length - 1) + BOX / 2 + (trace ? 24 : EDGE)}
    >
      <g className={styles.softSmall}>
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
            className={places.includes(place) ? styles.strongWay : styles.way}
            d={crossingPath([x(place), y(step) + BOX / 2], [x(swapPlaces(place, places)), y(step + 1) - BOX / 2])}
          />
        )),
      )}
      {rows.map((row, at) =>
        Array.from(row, (digit, place) => (
          <g key={`${at} ${place}`}>
            <rect
              className={digit === goal.charAt(place) ? styles.homeBox : styles.box}
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
        <text className={styles.caption} x={EDGE + 20} y={y(steps.length) + BOX / 2 + 13}>
          {trace.stopped ? `stops at ${trace.stopped.text}` : trace.sorted ? 'sorted' : 'not sorted'}
        </text>
      )}
    </Picture>
  )
}

const spelt = (row: string): string => Array.from(row).join(' ')

/** The drawing of a row and its swaps in words. */
function words({ row }: SortPuzzle, trace: SortTrace | undefined): string {
  return [`The row ${spelt(row)} is to become ${spelt(sorted(row))}.`, ...(trace ? swapWords(trace) : [])].join(' ')
}

function swapWords({ steps, stopped, sorted: isSorted }: SortTrace): string[] {
  return [
    ...steps.map(({ places: [a, b], row, note }) => {
      const shown = note?.map(({ text }) => text).join('') ?? ''
      const remark =
        note === undefined ? '' : shown === row ? ', as the response shows' : `; the response shows ${spelt(shown)}`
      return `Swapping places ${a + 1} and ${b + 1} gives ${spelt(row)}${remark}.`
    }),
    ...(stopped ? [`There it stops: ${stopWords(stopped, steps.length)}.`] : []),
    isSorted ? 'The row is sorted.' : 'The row is not sorted.',
  ]
}

function stopWords({ text, why }: NonNullable<SortTrace['stopped']>, swaps: number): string {
  switch (why) {
    case 'noSwap':
      return `${text} is no swap`
    case 'outside':
      return `${text} names a place that the row does not have`
    case 'same':
      return `${text} names one place twice`
    case 'tooMany':
      return `no more than ${counted(swaps, 'swap')} are allowed`
    case 'shortNote':
      return `${text} shows only a part of the row`
  }
}
