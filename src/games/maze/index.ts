import { z } from 'zod'
import type { Rng } from '../../core/rng'
import { share, whole } from '../../core/setting'
import type { Game, Verdict } from '../game'
import { firstOf, insist, withRules, type Rule } from '../rules'
import { counted, quote, Reader, refusal, right, wrong } from '../verdict'
import { beside, LETTERS, MOVES, shortestPath, type MazePuzzle } from './board'
import { writers, type MazeStyle } from './writer'

const ALPHABET = `-#SG:${MOVES}.${LETTERS}`
const LARGEST = 5
const LONGEST = 40

const shape = z.strictObject({
  size: whole({ min: 3, max: LARGEST, initial: 4, title: 'Size', description: 'Cells on a side.', unit: 'cells' }),
  walls: whole({
    min: 0,
    max: LARGEST ** 2 - 2,
    initial: 6,
    title: 'Walls',
    description: 'Cells that cannot be entered.',
    unit: 'cells',
  }),
  minPath: whole({
    min: 1,
    max: LARGEST ** 2 - 1,
    initial: 5,
    title: 'Shortest way, at least',
    description: 'Maps whose shortest way has fewer moves are not used.',
    unit: 'moves',
  }),
  maxPath: whole({
    min: 1,
    max: LARGEST ** 2 - 1,
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

const rules: readonly Rule<MazeDifficulty>[] = [
  {
    key: 'walls',
    keeps: ({ size, walls }) => walls <= size ** 2 - 2,
    message: ({ size, walls }) => `${walls} walls leave no room for start and goal on a map of ${size ** 2} cells.`,
  },
  {
    key: 'minPath',
    keeps: ({ size, walls, minPath }) => minPath < size ** 2 - walls,
    message: ({ size, walls, minPath }) =>
      `A shortest way of ${counted(minPath, 'move')} is longer than the map allows: ${size ** 2 - walls} cells are free.`,
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
  insist(rules, difficulty)
  const { size, walls, minPath, maxPath, maxMoves } = difficulty
  const kinds = Array.from({ length: size ** 2 }, (_, i) => (i === 0 ? 'S' : i === 1 ? 'G' : i < walls + 2 ? '#' : '-'))
  return firstOf(
    5000,
    () => {
      const puzzle = { size, cells: rng.shuffle(kinds).join(''), maxMoves }
      const path = shortestPath(puzzle)
      return path >= minPath && path <= maxPath ? puzzle : undefined
    },
    `No map of ${size} × ${size} cells with ${counted(walls, 'wall')} was found whose shortest way has ${minPath} to ${maxPath} moves.`,
  )
}

/** The map is square, with one start and one goal; how many moves may be made is the difficulty's. */
function parse(prompt: string, { maxMoves }: MazeDifficulty): MazePuzzle | undefined {
  if (prompt.length > LARGEST ** 2 + 1 || !/^[-#SG]+:$/.test(prompt)) return undefined
  const cells = prompt.slice(0, -1)
  const size = Math.sqrt(cells.length)
  const once = (kind: string): boolean => cells.split(kind).length === 2
  return Number.isInteger(size) && once('S') && once('G') ? { size, cells, maxMoves } : undefined
}

/** Right are legal moves, no more than allowed, that end on the goal. A cell's letter after a move is a note, not judged. */
function verify({ size, cells, maxMoves }: MazePuzzle, response: string): Verdict {
  const fault = refusal(response, ALPHABET)
  if (fault !== undefined) return wrong(fault)
  const reader = new Reader(response)
  let cell = cells.indexOf('S')
  let moves = 0
  while (reader.peek() !== '.') {
    const move = reader.next()
    if (!MOVES.includes(move)) return wrong(`${quote(move)} stands where a move (U, D, L or R) must stand.`)
    reader.oneOf(LETTERS)
    moves++
    const to = beside(size, cell, move)
    if (to === undefined) return wrong(`Move ${moves} (${move}) leaves the map.`)
    if (cells.charAt(to) === '#') return wrong(`Move ${moves} (${move}) runs into a wall.`)
    if (moves > maxMoves) return wrong(`More than ${counted(maxMoves, 'move')} are not allowed.`)
    cell = to
  }
  if (cells.charAt(cell) === 'G') return right(`the goal is reached in ${counted(moves, 'move')}`)
  return wrong(`Wrong: after ${counted(moves, 'move')} the walk ends on cell ${LETTERS.charAt(cell)}, not on the goal.`)
}

/** Find a way through a map. */
export const maze: Game<MazePuzzle, MazeDifficulty, MazeStyle> = {
  id: 'maze',
  title: 'Maze',
  description:
    'A square map in reading order (- free, # wall): walk from S to G with moves U, D, L and R. After each move the letter of the cell reached may follow.',
  alphabet: ALPHABET,
  stops: '.',
  difficulty: withRules(shape, rules),
  style,
  baseStyle: { narrated: 0.85, random: 0.12, detour: 0 },
  teacherStyle: style.parse({}),
  generate,
  prompt: ({ cells }) => `${cells}:`,
  parse,
  canonical: ({ cells }) => cells,
  lengths: ({ size, maxMoves }) => ({ prompt: size ** 2 + 1, response: 2 * maxMoves + 1 }),
  verify,
  behaviour: writers,
}
