/** Who writes countdown's responses: authors who draw evenly from all calculations of a kind. */
import { remembering, STOP, stepwise, type Author, type Step } from '../authors'
import { mixture, type BehaviourPolicy, type WeightedAuthor } from '../behaviour'
import { ascending, LARGEST_TOTAL, operations, takeOne, type CountdownPuzzle } from './rules'

/** How writers calculate and write. */
interface CountdownStyle {
  /** Share of responses that multiply at least once; the others only add and subtract. */
  multiplying: number
  /** Share of responses that note the running total after each operation. */
  narrated: number
  /** Share of responses that aim at the target; the others are any calculation with the numbers. */
  aimed: number
}

interface Calculation {
  remaining: string
  /** Undefined before the first number. */
  total: number | undefined
  multiplied: boolean
}

interface Kind {
  multiplying: boolean
  narrated: boolean
  aimed: boolean
}

/** What an expression is to be. */
interface Goal {
  operators: string
  /** Whether it must multiply at least once. */
  multiply: boolean
  /** What it must come to; anything if undefined. */
  target?: number
}

/**
 * A counter of the ways to complete an expression: texts that use up the unused numbers and meet the goal. A token's
 * probability under the uniform distribution over such texts is a ratio of two counts, so none of them is ever listed.
 */
function completions({ operators, multiply, target }: Goal) {
  const known = new Map<string, number>()
  return function count(remaining: string, total: number, multiplied: boolean): number {
    if (remaining === '') return (target === undefined || total === target) && (multiplied || !multiply) ? 1 : 0
    const key = `${remaining} ${total} ${multiplied}`
    const found = known.get(key)
    if (found !== undefined) return found
    const ways = operations(remaining, total, operators).reduce(
      (sum, next) => sum + count(next.remaining, next.total, multiplied || next.operator === '*'),
      0,
    )
    known.set(key, ways)
    return ways
  }
}

/** The goal of a kind of writer, and the goals it falls back on when the puzzle has no such calculation. */
function goals({ multiplying, aimed }: Kind, { operators, target }: CountdownPuzzle): Goal[] {
  const wanted = { operators: multiplying ? operators : '+-', multiply: multiplying }
  const any = { operators, multiply: false }
  return aimed ? [{ ...wanted, target }, { ...any, target }, any] : [wanted, any]
}

/** The author who draws evenly from all calculations of a kind. */
function author(kind: Kind): Author<CountdownPuzzle> {
  const plan = remembering((puzzle: CountdownPuzzle) => {
    const numbers = ascending(puzzle.numbers)
    const plans = goals(kind, puzzle).map((goal) => ({ goal, count: completions(goal) }))
    const feasible = plans.find(({ count }) =>
      takeOne(numbers).some(({ number, rest }) => count(rest, Number(number), false) > 0),
    )
    if (feasible === undefined)
      throw new RangeError(`No calculation with ${numbers} stays between 0 and ${LARGEST_TOTAL}.`)
    return feasible
  })
  const start = ({ numbers }: CountdownPuzzle): Calculation => ({
    remaining: ascending(numbers),
    total: undefined,
    multiplied: false,
  })
  return stepwise(start, (puzzle, { remaining, total, multiplied }): readonly Step<Calculation>[] => {
    const { goal, count } = plan(puzzle)
    const step = (text: string, next: { remaining: string; total: number; multiplied: boolean }) => ({
      text,
      weight: count(next.remaining, next.total, next.multiplied),
      next,
    })
    if (total === undefined) {
      return takeOne(remaining).map(({ number, rest }) =>
        step(number, { remaining: rest, total: Number(number), multiplied }),
      )
    }
    if (remaining === '') return [STOP]
    return operations(remaining, total, goal.operators).map((next) => {
      const note = kind.narrated ? `=${String(next.total).padStart(2, '0')}` : ''
      return step(next.operator + next.number + note, {
        remaining: next.remaining,
        total: next.total,
        multiplied: multiplied || next.operator === '*',
      })
    })
  })
}

/** The mixture of all kinds of writers: whether one multiplies, narrates and aims are three independent choices. */
export function writers(style: CountdownStyle): BehaviourPolicy<CountdownPuzzle> {
  const either = (share: number): [boolean, number][] => [
    [true, share],
    [false, 1 - share],
  ]
  const authors = either(style.multiplying).flatMap(([multiplying, a]) =>
    either(style.narrated).flatMap(([narrated, b]) =>
      either(style.aimed).map(([aimed, c]): WeightedAuthor<CountdownPuzzle> => ({
        weight: a * b * c,
        author: author({ multiplying, narrated, aimed }),
      })),
    ),
  )
  return mixture(authors, STOP.text)
}
