import { remembering } from '../remembering'

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
export function beside(size: number, cell: number, move: string): number | undefined {
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

/** The fewest moves from start to goal; Infinity where there is no way. */
export function shortestPath(puzzle: MazePuzzle): number {
  return distances(puzzle)[puzzle.cells.indexOf('S')] ?? Infinity
}
