/** Who writes mazes' responses: walkers who narrate or do not, with habits. */
import { STOP, stepwise, type Author, type Step } from '../authors'
import { mixture, type BehaviourPolicy } from '../behaviour'
import { distances, legalMoves, LETTERS, type MazePuzzle } from './rules'

/** How walkers walk and write. */
interface MazeStyle {
  /** Share of responses that name the cell reached after each move. */
  narrated: number
  /** Probability of a random legal move, at each step. */
  random: number
  /** Probability, at each other step, of any move from which the goal can still be reached in time. */
  detour: number
}

interface Place {
  cell: number
  /** Moves that may still be made. */
  left: number
}

/** The walker stops on the goal, or where its moves are used up: every response ends. */
function walker({ random, detour }: MazeStyle, narrated: boolean): Author<MazePuzzle> {
  const start = ({ cells, maxMoves }: MazePuzzle): Place => ({ cell: cells.indexOf('S'), left: maxMoves })
  return stepwise(start, (puzzle, { cell, left }): readonly Step<Place>[] => {
    const legal = legalMoves(puzzle, cell)
    if (left === 0 || legal.length === 0 || puzzle.cells.charAt(cell) === 'G') return [STOP]
    const distance = distances(puzzle)
    const away = (at: number): number => distance[at] ?? Infinity
    const straight = legal.filter(({ to }) => away(to) < away(cell))
    const inTime = legal.filter(({ to }) => away(to) < left)
    // Each habit chooses evenly among its moves. Who is too late or lost for a habit walks straight on, or anywhere.
    const habits: [number, typeof legal][] = [
      [random, legal],
      [(1 - random) * detour, inTime],
      [(1 - random) * (1 - detour), straight],
    ]
    const fallback = straight.length > 0 ? straight : legal
    return legal.map((option) => ({
      text: option.move + (narrated ? LETTERS.charAt(option.to) : ''),
      weight: habits.reduce((sum, [share, moves]) => {
        const among = moves.length > 0 ? moves : fallback
        return sum + (among.includes(option) ? share / among.length : 0)
      }, 0),
      next: { cell: option.to, left: left - 1 },
    }))
  })
}

/** The mixture of walkers that narrate and walkers that do not. */
export function writers(style: MazeStyle): BehaviourPolicy<MazePuzzle> {
  return mixture(
    [
      { weight: style.narrated, author: walker(style, true) },
      { weight: 1 - style.narrated, author: walker(style, false) },
    ],
    STOP.text,
  )
}
