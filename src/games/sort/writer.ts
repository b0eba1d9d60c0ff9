import { mixture, type Author, type BehaviourPolicy } from '../behaviour'
import { STOP, stepwise, type Step } from '../stepwise'
import { sorted, swapsOf, type SortPuzzle } from './row'

/** How writers swap and write. */
export interface SortStyle {
  /** Share of responses that show the row after each swap. */
  narrated: number
  /** Probability that a swap is any swap at all. */
  random: number
}

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
