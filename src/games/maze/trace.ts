import type { Marked } from '../marked'
import { Reader } from '../verdict'
import { beside, LETTERS, MOVES, type MazePuzzle } from './board'

/** A legal move of a response. */
export interface MazeStep {
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

/** The walk of a response, right or wrong; any text has a trace. */
export function mazeTrace(puzzle: MazePuzzle, response: string): MazeTrace {
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
