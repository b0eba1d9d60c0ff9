/** The maze: what can be set, and what its puzzles look like. */
import { z } from 'zod'
import type { Rng } from '../../core/rng'
import { share, whole } from '../../core/setting'
import { defineGame, firstOf, type Constraint } from '../game'
import { counted } from '../response'
import { distances, judge, LETTERS, MOVES, trace, type MazePuzzle } from './rules'
import { writers } from './writer'

const LARGEST = 5
const LONGEST = 40

const shape = z.strictObject({
  size: whole({ min: 3, max: LARGEST, initial: 4, title: 'Size', description: 'Cells on a side.', unit: 'cells' }),
  walls: whole({
    min: 0,
    max: LARGEST * LARGEST - 2,
    initial: 6,
    title: 'Walls',
    description: 'Cells that cannot be entered.',
    unit: 'cells',
  }),
  minPath: whole({
    min: 1,
    max: LARGEST * LARGEST - 1,
    initial: 5,
    title: 'Shortest way, at least',
    description: 'Maps whose shortest way has fewer moves are not used.',
    unit: 'moves',
  }),
  maxPath: whole({
    min: 1,
    max: LARGEST * LARGEST - 1,
    initial: 10,
    title: 'Shortest way, at most',
    description: 'Maps whose shortest way has more moves are not used.',
    unit: 'moves',
  }),
  maxMoves: whole({
    min: 1,
    max: LONGEST,
    initial: 10,
    title: 'Moves allowed',
    description: 'A response with more moves is wrong, even if it reaches the goal.',
    unit: 'moves',
  }),
})
type MazeDifficulty = z.output<typeof shape>

const constraints: readonly Constraint<MazeDifficulty>[] = [
  {
    key: 'walls',
    keeps: ({ size, walls }) => walls <= size * size - 2,
    message: ({ size, walls }) => `${walls} walls leave no room for start and goal on a map of ${size * size} cells.`,
  },
  {
    key: 'minPath',
    keeps: ({ size, walls, minPath }) => minPath < size * size - walls,
    message: ({ size, walls, minPath }) =>
      `A shortest way of ${counted(minPath, 'move')} is longer than the map allows: ${size * size - walls} cells are free.`,
  },
  {
    key: 'maxPath',
    keeps: ({ minPath, maxPath }) => minPath <= maxPath,
    message: ({ minPath, maxPath }) =>
      `The longest shortest way (${maxPath}) must be at least the shortest (${minPath}).`,
  },
  {
    key: 'maxMoves',
    keeps: ({ maxPath, maxMoves }) => maxPath <= maxMoves,
    message: ({ maxPath, maxMoves }) => `Ways of ${maxPath} moves cannot be walked in ${counted(maxMoves, 'move')}.`,
  },
]

const style = z.strictObject({
  narrated: share({
    initial: 0.03,
    title: 'Narrated',
    description: 'Share of responses that name the cell reached after each move; the others give bare moves.',
  }),
  random: share({
    initial: 0,
    title: 'Random moves',
    description: 'Probability that a step is a random move, legal but perhaps useless.',
  }),
  detour: share({
    initial: 0,
    title: 'Detours',
    description:
      'Probability, at the other steps, of any move from which the goal can still be reached in time; the rest walk a shortest way.',
  }),
})

function generate(rng: Rng, difficulty: MazeDifficulty): MazePuzzle {
  const { size, walls, minPath, maxPath, maxMoves } = difficulty
  const kinds = Array.from({ length: size * size }, (_, i) =>
    i === 0 ? 'S' : i === 1 ? 'G' : i < walls + 2 ? '#' : '-',
  )
  return firstOf(
    5000,
    () => {
      const puzzle = { size, cells: rng.shuffle(kinds).join(''), maxMoves }
      const path = distances(puzzle)[puzzle.cells.indexOf('S')] ?? Infinity
      return path >= minPath && path <= maxPath ? puzzle : undefined
    },
    `No map of ${size} × ${size} cells with ${counted(walls, 'wall')} was found whose shortest way has ${minPath} to ${maxPath} moves.`,
  )
}

/** The map is square, with one start and one goal; how many moves may be made is the difficulty's. */
function parse(prompt: string, { maxMoves }: MazeDifficulty): MazePuzzle | undefined {
  if (prompt.length > LARGEST * LARGEST + 1 || !/^[-#SG]+:$/.test(prompt)) return undefined
  const cells = prompt.slice(0, -1)
  const size = Math.sqrt(cells.length)
  const once = (kind: string): boolean => cells.split(kind).length === 2
  return Number.isInteger(size) && once('S') && once('G') ? { size, cells, maxMoves } : undefined
}

/** Find a way through a map. */
export const maze = defineGame({
  id: 'maze',
  title: 'Maze',
  description:
    'A square map in reading order (- free, # wall): walk from S to G with moves U, D, L and R. After each move the letter of the cell reached may follow.',
  alphabet: `-#SG:${MOVES}.${LETTERS}`,
  stops: '.',
  difficulty: shape,
  constraints,
  style,
  baseStyle: { narrated: 0.85, random: 0.12, detour: 0 },
  generate,
  prompt: ({ cells }) => `${cells}:`,
  parse,
  canonical: ({ cells }) => cells,
  lengths: ({ size, maxMoves }) => ({ prompt: size * size + 1, response: 2 * maxMoves + 1 }),
  trace,
  judge,
  behaviour: writers,
})
