/** The rules of the maze: a map, moves on it, and the walk that a response makes. */
import { remembering } from '../authors'
import { counted, type Marked, quote, Reader, right, type Verdict, wrong } from '../response'

/** A square map in reading order: `-` free, `#` wall, `S` start, `G` goal. */
export interface MazePuzzle {
  /** Cells on a side. */
  size: number
  /** `[size × size]` */
  cells: string
  /** The most moves that a response may make. */
  maxMoves: number
}

export const MOVES = 'UDLR'

/** Names of cells in reading order, for notes; a map has at most this many cells. */
export const LETTERS = 'abcdefghijklmnopqrstuvwxy'

const OFFSETS: Readonly<Record<string, readonly [row: number, column: number]>> = {
  U: [-1, 0],
  D: [1, 0],
  L: [0, -1],
  R: [0, 1],
}

/** The cell that a move leads to, wall or not; undefined off the map. */
function beside(size: number, cell: number, move: string): number | undefined {
  const [rows, columns] = OFFSETS[move] ?? [size, size]
  const row = Math.floor(cell / size) + rows
  const column = (cell % size) + columns
  return row >= 0 && row < size && column >= 0 && column < size ? row * size + column : undefined
}

/** The moves that stay on the map and out of walls, with the cells they lead to. */
export function legalMoves({ size, cells }: MazePuzzle, cell: number): { move: string; to: number }[] {
  return Array.from(MOVES).flatMap((move) => {
    const to = beside(size, cell, move)
    return to === undefined || cells.charAt(to) === '#' ? [] : [{ move, to }]
  })
}

/** The fewest moves from each cell to the goal; Infinity where there is no way. */
export const distances: (puzzle: MazePuzzle) => readonly number[] = remembering((puzzle) => {
  const goal = puzzle.cells.indexOf('G')
  const found = new Array<number>(puzzle.cells.length).fill(Infinity)
  found[goal] = 0
  const queue = [goal]
  for (const cell of queue) {
    for (const { to } of legalMoves(puzzle, cell)) {
      if (found[to] !== Infinity) continue
      found[to] = (found[cell] ?? 0) + 1
      queue.push(to)
    }
  }
  return found
})

/** A legal move of a response. */
interface MazeStep {
  move: string
  /** The cell that it leads to, in reading order. */
  to: number
  /** The letter that the response gives this cell, beside the true one. */
  note?: Marked
}

/** The walk that a response makes, up to its first illegal move. */
export interface MazeTrace {
  start: number
  steps: readonly MazeStep[]
  /** What ended the walk early. A `move` is one into a wall, off the map, or past the last allowed; else it is no move. */
  stopped?: { text: string; why: 'wall' | 'edge' | 'tooMany' | 'noMove' }
  /** The walk ends on the goal. */
  reached: boolean
}

/** The walk of a response. After each move the letter of a cell may follow: a note, which is marked but not judged. */
export function trace(puzzle: MazePuzzle, response: string): MazeTrace {
  const start = puzzle.cells.indexOf('S')
  const reader = new Reader(response)
  const steps: MazeStep[] = []
  const end = (stopped?: MazeTrace['stopped']): MazeTrace => ({
    start,
    steps,
    ...(stopped && { stopped }),
    reached: puzzle.cells.charAt(steps.at(-1)?.to ?? start) === 'G',
  })
  while (reader.peek() !== '' && reader.peek() !== '.') {
    const move = reader.next()
    if (!MOVES.includes(move)) return end({ text: move, why: 'noMove' })
    const letter = reader.oneOf(LETTERS)
    const to = beside(puzzle.size, steps.at(-1)?.to ?? start, move)
    if (to === undefined) return end({ text: move, why: 'edge' })
    if (puzzle.cells.charAt(to) === '#') return end({ text: move, why: 'wall' })
    if (steps.length === puzzle.maxMoves) return end({ text: move, why: 'tooMany' })
    const note = letter === '' ? undefined : { text: letter, right: letter === LETTERS.charAt(to) }
    steps.push({ move, to, ...(note && { note }) })
  }
  return end()
}

/** Right are legal moves, no more than allowed, that end on the goal. */
export function judge({ maxMoves }: MazePuzzle, { start, steps, stopped, reached }: MazeTrace): Verdict {
  const walked = counted(steps.length, 'move')
  const move = `Move ${steps.length + 1} (${stopped?.text ?? ''})`
  switch (stopped?.why) {
    case 'noMove':
      return wrong(`${quote(stopped.text)} stands where a move (U, D, L or R) must stand.`)
    case 'edge':
      return wrong(`${move} leaves the map.`)
    case 'wall':
      return wrong(`${move} runs into a wall.`)
    case 'tooMany':
      return wrong(`More than ${counted(maxMoves, 'move')} are not allowed.`)
    case undefined:
      if (reached) return right(`the goal is reached in ${walked}`)
      return wrong(
        `Wrong: after ${walked} the walk ends on cell ${LETTERS.charAt(steps.at(-1)?.to ?? start)}, not on the goal.`,
      )
  }
}
