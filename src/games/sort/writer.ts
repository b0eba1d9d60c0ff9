/** Who writes sorting's responses: authors who narrate or do not, and now and then swap at random. */
import { remembering, STOP, stepwise, type Author, type Step } from '../authors'
import { mixture, type BehaviourPolicy } from '../behaviour'
import { sorted, swapped, swapsNeeded, type SortPuzzle } from './rules'

/** How writers swap and write. */
interface SortStyle {
  /** Share of responses that show the row after each swap. */
  narrated: number
  /** Probability that a swap is any swap at all. */
  random: number
}

/** A swap of two places. */
interface Swap {
  text: string
  row: string
  /** One of the shortest ways to the sorted row begins with it. */
  useful: boolean
}

/** Every swap of a row. */
const swapsOf = remembering((row: string): readonly Swap[] => {
  const needed = swapsNeeded(row)
  return Array.from(row).flatMap((_, a) =>
    Array.from({ length: row.length - a - 1 }, (__, offset) => {
      const b = a + 1 + offset
      const after = swapped(row, a, b)
      return { text: `${a + 1}${b + 1}`, row: after, useful: swapsNeeded(after) < needed }
    }),
  )
}, 8192)

/** The author stops on the sorted row, or where the swaps are used up: every response ends. */
function author(random: number, narrated: boolean): Author<SortPuzzle> {
  const start = ({ row, maxSwaps }: SortPuzzle) => ({ row, left: maxSwaps })
  return stepwise(start, (_, { row, left }): readonly Step<{ row: string; left: number }>[] => {
    if (left === 0 || row === sorted(row)) return [STOP]
    const swaps = swapsOf(row)
    const useful = swaps.filter((swap) => swap.useful).length
    return swaps.map((swap) => ({
      text: swap.text + (narrated ? `>${swap.row}` : ''),
      weight: random / swaps.length + (swap.useful ? (1 - random) / useful : 0),
      next: { row: swap.row, left: left - 1 },
    }))
  })
}

/** The mixture of authors who narrate and authors who do not. */
export function writers({ narrated, random }: SortStyle): BehaviourPolicy<SortPuzzle> {
  return mixture(
    [
      { weight: narrated, author: author(random, true) },
      { weight: 1 - narrated, author: author(random, false) },
    ],
    STOP.text,
  )
}
