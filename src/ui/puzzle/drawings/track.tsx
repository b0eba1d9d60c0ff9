import { counted, listed, type Marked } from '../../../games/response'
import { type TrackPuzzle, type TrackTrace, trueStates } from '../../../games/track/rules'
import { CHARACTER, crossingPath, type DrawingProps, MarkedText, Picture, swapPlaces } from '../Picture'
import shared from '../Picture.module.css'
import styles from './track.module.css'

const ROW = 36
const TOP = 42
const SIDE = 18
/** States past the last swap that are drawn; more are only counted. */
const MOST_EXTRA = 3
const LONGEST_REST = 12

/** Cups and balls over time, downwards: a row a swap. On the right the states that a response shows, or the true ones. */
export function Drawing({ puzzle, trace, title }: DrawingProps<TrackPuzzle, TrackTrace>) {
  const { cups, balls, swaps } = puzzle
  const truth = trueStates(puzzle)
  const column = cups > 6 ? 24 : 30
  const x = (cup: number): number => SIDE + cup * column
  const y = (row: number): number => TOP + row * ROW
  const shownAt = x(cups - 1) + 40
  const rows = Math.max(swaps.length, Math.min(trace?.states.length ?? 0, swaps.length + MOST_EXTRA))
  const names = Array.from({ length: cups }, (_, cup) => cup)
  return (
    <Picture
      title={title}
      words={words(puzzle, trace)}
      width={shownAt + Math.max(balls.length, trace?.answer?.length ?? 0) * CHARACTER + 22}
      height={y(rows) + 48}
    >
      {[y(0) - 26, y(swaps.length) + 28].map((at) => (
        <g key={at} className={shared.soft}>
          {names.map((cup) => (
            <text key={cup} x={x(cup)} y={at}>
              {cup}
            </text>
          ))}
        </g>
      ))}
      {swaps.map((swap, row) =>
        names.map((cup) => (
          <path
            key={`${row} ${cup}`}
            className={truth[row]?.includes(cup) ? shared.strongWay : shared.way}
            d={crossingPath([x(cup), y(row)], [x(swapPlaces(cup, swap)), y(row + 1)])}
          />
        )),
      )}
      {truth.map((state, row) =>
        names.map((cup) => {
          const ball = state.indexOf(cup)
          if (ball < 0)
            return <circle key={`${row} ${cup}`} className={styles.emptyCup} cx={x(cup)} cy={y(row)} r="3" />
          return (
            <g key={`${row} ${cup}`}>
              <circle className={styles.ball} cx={x(cup)} cy={y(row)} r="9.5" />
              <text className={styles.ballName} x={x(cup)} y={y(row)}>
                {ballName(ball)}
              </text>
            </g>
          )
        }),
      )}
      {balls.map((_, ball) => (
        <text key={ball} className={shared.soft} x={shownAt + ball * CHARACTER} y={y(0) - 26}>
          {ballName(ball)}
        </text>
      ))}
      {trace ? (
        <Response trace={trace} balls={balls.length} swaps={swaps.length} x={shownAt} y={y} />
      ) : (
        truth.map((state, row) => (
          <g key={row} className={shared.soft}>
            {state.map((cup, ball) => (
              <text key={ball} x={shownAt + ball * CHARACTER} y={y(row)}>
                {cup}
              </text>
            ))}
          </g>
        ))
      )}
    </Picture>
  )
}

interface ResponseProps {
  trace: TrackTrace
  balls: number
  swaps: number
  x: number
  y: (row: number) => number
}

/** The states that a response shows, each beside the row that it speaks of, then its answer. */
function Response({ trace: { states, answer, rest }, balls, swaps, x, y }: ResponseProps) {
  const drawn = states.slice(0, swaps + MOST_EXTRA)
  const end = y(Math.max(swaps, drawn.length))
  const more = states.length - drawn.length
  const left = [
    more > 0 ? `+${more} states` : '',
    rest.length > LONGEST_REST ? `${rest.slice(0, LONGEST_REST)}…` : rest,
  ]
  return (
    <g>
      {drawn.map((state, i) => (
        <MarkedText key={i} pieces={state} x={x} y={y(i + 1)} closed={state.length === balls} />
      ))}
      {answer && (
        <g className={styles.answer}>
          <text className={shared.soft} x={x - CHARACTER - 2} y={end + 28}>
            #
          </text>
          <MarkedText pieces={answer} x={x} y={end + 28} closed={answer.length >= balls} />
        </g>
      )}
      <text className={styles.leftOver} x={x - CHARACTER - 6} y={end + 42}>
        {left.filter((part) => part !== '').join(' ')}
      </text>
    </g>
  )
}

/** The names of balls, in the prompt's order: cups have the digits. */
const ballName = (ball: number): string => String.fromCharCode(65 + ball)

/** The drawing of cups and balls in words. */
function words(puzzle: TrackPuzzle, trace: TrackTrace | undefined): string {
  const states = trueStates(puzzle)
  const where = (state: readonly number[]): string =>
    listed(state.map((cup, ball) => `${ballName(ball)} under cup ${cup}`))
  return [
    `${counted(puzzle.cups, 'cup')} in a row. At first there are ${where(states[0] ?? [])}.`,
    `Swaps in order: ${listed(puzzle.swaps.map(([a, b]) => `${a} with ${b}`)) || 'none'}.`,
    `In the end there are ${where(states.at(-1) ?? [])}.`,
    ...(trace ? responseWords(trace, puzzle.swaps.length) : []),
  ].join(' ')
}

function responseWords({ states, answer, rest }: TrackTrace, swaps: number): string[] {
  return [
    ...states.map((state, i) =>
      i < swaps
        ? `The response shows after swap ${i + 1}: ${judged(state)}.`
        : `The response shows after the last swap: ${spelt(state)}.`,
    ),
    answer === undefined ? 'It gives no answer.' : `Its answer: ${answer.length === 0 ? 'empty' : judged(answer)}.`,
    ...(rest === '' ? [] : [`Not readable: ${rest}.`]),
  ]
}

const spelt = (pieces: readonly Marked[]): string => pieces.map(({ text }) => text).join(' ')

function judged(pieces: readonly Marked[]): string {
  const faults = pieces.flatMap(({ text, right }, ball) => (right === false ? [`${text} for ${ballName(ball)}`] : []))
  return `${spelt(pieces)}, ${faults.length === 0 ? 'right' : `of which wrong ${listed(faults)}`}`
}
