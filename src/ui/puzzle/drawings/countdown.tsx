import type { CountdownPuzzle, CountdownTrace } from '../../../games/countdown/rules'
import { listed } from '../../../games/response'
import { type DrawingProps, Mark, MarkedText, Picture } from '../Picture'
import styles from '../Picture.module.css'

const BOX = 30
const COLUMN = 38
const ROW = 40
const EDGE = 4
const TOTAL = { width: 54, x: 96 }

/** The numbers and the target; for a response the running totals that its operations really give, downwards. */
export function Drawing({ puzzle, trace, title }: DrawingProps<CountdownPuzzle, CountdownTrace>) {
  const { numbers, target } = puzzle
  const x = (place: number): number => EDGE + BOX / 2 + place * COLUMN
  const y = EDGE + BOX / 2
  const goal = x(numbers.length - 1) + COLUMN + 24
  const used = (place: number): boolean => trace?.unused.includes(place) === false
  return (
    <Picture
      title={title}
      words={words(puzzle, trace)}
      width={Math.max(goal + 28, 220)}
      height={2 * EDGE + BOX + (trace ? 16 + (trace.steps.length + 1) * ROW : 0)}
    >
      {numbers.map((number, place) => (
        <g key={place}>
          <rect
            className={used(place) ? styles.usedBox : styles.box}
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
      <text className={styles.soft} x={goal - 34} y={y}>
        →
      </text>
      <rect className={styles.goalBox} x={goal - 22} y={y - BOX / 2} width="44" height={BOX} rx="15" />
      <text className={styles.strong} x={goal} y={y}>
        {target}
      </text>
      {trace && <Totals trace={trace} top={2 * EDGE + BOX + 16} />}
    </Picture>
  )
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
            <line className={styles.strongWay} x1={TOTAL.x} x2={TOTAL.x} y1={y(step) - ROW + 13} y2={y(step) - 13} />
          )}
          <text x={TOTAL.x - TOTAL.width / 2 - 26} y={y(step)}>
            {operator === '' ? '' : `${sign(operator)} ${number}`}
          </text>
          <rect
            className={styles.box}
            x={TOTAL.x - TOTAL.width / 2}
            y={y(step) - 13}
            width={TOTAL.width}
            height="26"
            rx="3"
          />
          <text x={TOTAL.x} y={y(step)}>
            {figure(total)}
          </text>
          {note && (
            <>
              <text className={styles.softSmall} x={TOTAL.x + TOTAL.width / 2 + 14} y={y(step)}>
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
      <text className={styles.caption} x={TOTAL.x - TOTAL.width / 2 + 20} y={y(steps.length) - 6}>
        {end}
      </text>
    </g>
  )
}

/** The operators as they are set in formulas. */
const sign = (operator: string): string => ({ '-': '−', '*': '×' })[operator] ?? operator

/** A number with a true minus sign. */
const figure = (value: number): string => String(value).replace('-', '−')

/** The drawing of a calculation in words. */
function words({ numbers, target }: CountdownPuzzle, trace: CountdownTrace | undefined): string {
  return [`Make ${target} from ${listed(numbers)}.`, ...(trace ? calculationWords(numbers, target, trace) : [])].join(
    ' ',
  )
}

function calculationWords(
  numbers: readonly number[],
  target: number,
  { steps, stopped, unused, hit }: CountdownTrace,
): string[] {
  const totals = steps.map(({ operator, number, total, note }) => {
    if (operator === '') return `starts with ${number}`
    const remark = note === undefined ? '' : note.right ? ', as noted' : `, noted wrongly as ${note.text || 'nothing'}`
    return `${sign(operator)} ${number} gives ${figure(total)}${remark}`
  })
  const left = unused.map((place) => numbers[place] ?? NaN)
  const last = steps.at(-1)?.total
  return [
    steps.length === 0 ? 'The response has no calculation.' : `The response ${totals.join('; ')}.`,
    ...(stopped ? [`There it stops: ${stopWords(stopped)}.`] : []),
    ...(left.length === 0 ? [] : [`Not used: ${listed(left)}.`]),
    ...(hit
      ? [`The target ${target} is reached.`]
      : last === undefined
        ? []
        : [`The last total is ${figure(last)}; the target is ${target}.`]),
  ]
}

function stopWords({ text, why }: NonNullable<CountdownTrace['stopped']>): string {
  switch (why) {
    case 'noNumber':
      return `${text === '' ? 'nothing' : text} stands where a number must stand`
    case 'used':
      return `there is no ${text} left`
    case 'noOperator':
      return `${text} is no operator of this puzzle`
    case 'shortNote':
      return `${text} is no total of two digits`
  }
}
