import type { CountdownPuzzle } from '../../games/countdown/arithmetic'
import { type CountdownTrace, countdownTrace } from '../../games/countdown/trace'
import { countdownWords, figure, sign } from './countdownWords'
import { Mark, MarkedText } from './Marks'
import { Picture } from './Picture'

const BOX = 30
const COLUMN = 38
const ROW = 40
const EDGE = 4
const TOTAL = { width: 54, x: 96 }

/** The numbers and the target; for a response the running totals that its operations really give, downwards. */
export function CountdownDrawing({ puzzle, title, response }: Props) {
  const { numbers, target } = puzzle
  const trace = response === undefined ? undefined : countdownTrace(puzzle, response)
  const x = (place: number): number => EDGE + BOX / 2 + place * COLUMN
  const y = EDGE + BOX / 2
  const goal = x(numbers.length - 1) + COLUMN + 24
  const used = (place: number): boolean => trace?.unused.includes(place) === false
  return (
    <Picture
      title={title}
      words={countdownWords(puzzle, trace)}
      width={Math.max(goal + 28, 220)}
      height={2 * EDGE + BOX + (trace ? 16 + (trace.steps.length + 1) * ROW : 0)}
    >
      {numbers.map((number, place) => (
        <g key={place}>
          <rect
            className={used(place) ? 'box box-used' : 'box'}
            x={x(place) - BOX / 2}
            y={y - BOX / 2}
            width={BOX}
            height={BOX}
            rx="3"
          />
          <text x={x(place)} y={y}>
            {number}
          </text>
        </g>
      ))}
      <text className="soft" x={goal - 34} y={y}>
        →
      </text>
      <rect className="box box-goal" x={goal - 22} y={y - BOX / 2} width="44" height={BOX} rx="15" />
      <text className="strong" x={goal} y={y}>
        {target}
      </text>
      {trace && <Totals trace={trace} top={2 * EDGE + BOX + 16} />}
    </Picture>
  )
}

interface Props {
  puzzle: CountdownPuzzle
  title: string
  response?: string
}

function Totals({ trace: { steps, stopped, unused, hit }, top }: { trace: CountdownTrace; top: number }) {
  const y = (step: number): number => top + step * ROW + BOX / 2
  const end = stopped
    ? `stops at ${stopped.text}`
    : hit
      ? 'the target'
      : unused.length > 0
        ? 'numbers left'
        : 'not the target'
  return (
    <g>
      {steps.map(({ operator, number, total, note }, step) => (
        <g key={step}>
          {step > 0 && (
            <line className="way way-ball" x1={TOTAL.x} x2={TOTAL.x} y1={y(step) - ROW + 13} y2={y(step) - 13} />
          )}
          <text x={TOTAL.x - TOTAL.width / 2 - 26} y={y(step)}>
            {operator === '' ? '' : `${sign(operator)} ${number}`}
          </text>
          <rect className="box" x={TOTAL.x - TOTAL.width / 2} y={y(step) - 13} width={TOTAL.width} height="26" rx="3" />
          <text x={TOTAL.x} y={y(step)}>
            {figure(total)}
          </text>
          {note && (
            <>
              <text className="soft small" x={TOTAL.x + TOTAL.width / 2 + 14} y={y(step)}>
                =
              </text>
              <MarkedText
                pieces={Array.from(note.text, (text) => ({ text, right: note.right }))}
                x={TOTAL.x + TOTAL.width / 2 + 30}
                y={y(step)}
                closed={note.text.length === 2}
              />
            </>
          )}
        </g>
      ))}
      <Mark right={hit} x={TOTAL.x - TOTAL.width / 2 + 8} y={y(steps.length) - 6} />
      <text className="soft small leading" x={TOTAL.x - TOTAL.width / 2 + 20} y={y(steps.length) - 6}>
        {end}
      </text>
    </g>
  )
}
