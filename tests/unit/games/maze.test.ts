import { describe, expect, it } from 'vitest'
import { createRng } from '../../../src/core/rng'
import { maze } from '../../../src/games/maze'
import type { MazePuzzle } from '../../../src/games/maze/rules'
import { draw, support, texts } from './helpers'

const silent: MazePuzzle = { size: 4, cells: '--#--####---G-#S', maxMoves: 10 }
const narrated: MazePuzzle = { size: 4, cells: '--G#--##-###---S', maxMoves: 10 }
const small: MazePuzzle = { size: 3, cells: 'S--#-G---', maxMoves: 5 }

/** Where a walk ends, on a grid of rows with a rim of walls around it; undefined when it runs into a wall or the rim. */
function walk({ size, cells }: MazePuzzle, moves: string): string | undefined {
  const rim = '#'.repeat(size + 2)
  const grid = [rim, ...(cells.match(new RegExp(`.{${size}}`, 'g')) ?? []).map((row) => `#${row}#`), rim]
  let y = grid.findIndex((row) => row.includes('S'))
  let x = grid[y]?.indexOf('S') ?? NaN
  for (const move of Array.from(moves)) {
    if (move === 'U') y--
    if (move === 'D') y++
    if (move === 'L') x--
    if (move === 'R') x++
    if (grid[y]?.[x] === '#') return undefined
  }
  return grid[y]?.[x]
}

/** Every walk of up to `longest` moves that first stands on the goal at its end. */
function ways(puzzle: MazePuzzle, longest: number): string[] {
  return [...texts('UDLR', longest)].filter(
    (moves) =>
      walk(puzzle, moves) === 'G' && Array.from(moves).every((_, i) => walk(puzzle, moves.slice(0, i)) !== 'G'),
  )
}

describe('the rules', () => {
  it('are those of the examples', () => {
    expect(maze.prompt(silent)).toBe('--#--####---G-#S:')
    expect(maze.verify(silent, 'ULLDL.')).toEqual({
      correct: true,
      reason: 'Right: the goal is reached in 5 moves.',
    })
    expect(maze.prompt(narrated)).toBe('--G#--##-###---S:')
    expect(maze.verify(narrated, 'LoLnLmUiUeUaRbRc.').correct).toBe(true)
    expect(maze.verify(narrated, 'LLLUUURR.').correct).toBe(true)
  })

  it('do not judge the letters, and allow them after some moves only', () => {
    expect(maze.verify(narrated, 'LaLaLaUaUaUaRaRa.').correct).toBe(true)
    expect(maze.verify(narrated, 'LLyLUUUpRR.').correct).toBe(true)
  })

  it.each([
    ['L.', 'Move 1 (L) runs into a wall.'],
    ['UR.', 'Move 2 (R) leaves the map.'],
    ['D.', 'Move 1 (D) leaves the map.'],
    ['.', 'Wrong: after 0 moves the walk ends on cell p, not on the goal.'],
    ['UL.', 'Wrong: after 2 moves the walk ends on cell k, not on the goal.'],
    ['UDUDUDULLDL.', 'More than 10 moves are not allowed.'],
    ['ULkkLDL.', "'k' stands where a move (U, D, L or R) must stand."],
    ['kULLDL.', "'k' stands where a move (U, D, L or R) must stand."],
    ['ULLDLG.', "'G' stands where a move (U, D, L or R) must stand."],
    ['ULLDLR.', 'Wrong: after 6 moves the walk ends on cell n, not on the goal.'],
    ['ulldl.', "'u' stands where a move (U, D, L or R) must stand."],
    ['↑←←↓←.', "'↑' (U+2191) is not a character of this game."],
  ])('refuse %s with the reason', (response, reason) => {
    expect(maze.verify(silent, response)).toEqual({ correct: false, reason })
  })

  it('allow a detour over the goal, as long as the walk ends there', () => {
    expect(maze.verify(silent, 'ULLDLRL.').correct).toBe(true)
  })

  it('agree with another solver on every response of up to 6 tokens', () => {
    let right = 0
    const disputed: string[] = []
    for (const text of texts('UDLRa.', 6)) {
      const { correct } = maze.verify(small, text)
      const moves = /^((?:[UDLR]a?)*)\.$/.exec(text)?.[1]?.replaceAll('a', '')
      const expected = moves !== undefined && moves.length <= small.maxMoves && walk(small, moves) === 'G'
      if (correct) right++
      if (correct !== expected) disputed.push(text)
    }
    expect(disputed).toEqual([])
    expect(right).toBeGreaterThan(10)
  })

  it('agree with another solver on every sequence of moves in generated mazes', () => {
    for (const puzzle of draw(maze, 4, { maxPath: 6, maxMoves: 6 })) {
      const all = [...texts('UDLR', 7)]
      const right = all.filter((moves) => maze.verify(puzzle, `${moves}.`).correct)
      expect(right).toEqual(all.filter((moves) => moves.length <= 6 && walk(puzzle, moves) === 'G'))
      expect(right.length).toBeGreaterThan(0)
    }
  })
})

describe('the writers', () => {
  it('walk only shortest ways as teachers, evenly at each fork', () => {
    const responses = support(maze, maze.behaviour(maze.style.parse({ narrated: 0 })), small)
    const shortest = Math.min(...ways(small, 5).map((way) => way.length))
    const expected = ways(small, 5).filter((way) => way.length === shortest)
    expect([...responses.keys()].sort()).toEqual(expected.map((way) => `${way}.`).sort())
    // R first, always; then R D or D R.
    expect([...responses.values()]).toEqual([0.5, 0.5])
  })

  it('reach every walk that arrives in time as detouring teachers, and no other', () => {
    const detouring = maze.behaviour({ narrated: 0, random: 0, detour: 0.6 })
    for (const puzzle of [small, { ...small, maxMoves: 3 }, { ...small, maxMoves: 6 }]) {
      const expected = ways(puzzle, puzzle.maxMoves).map((way) => `${way}.`)
      expect([...support(maze, detouring, puzzle).keys()].sort()).toEqual(expected.sort())
    }
  })

  it('mix random, detouring and straight steps in the stated shares', () => {
    // From the middle of the small map: up, down and right are legal, only right is straight.
    const middle = { size: 3, cells: '--##SG---', maxMoves: 3 }
    const first = (style: { random: number; detour: number }): number[] => {
      const policy = maze.behaviour({ narrated: 0, ...style })
      return ['U', 'D', 'R'].map((move) => Math.exp(policy.logProbs(middle, move)[0] ?? NaN))
    }
    const close = (found: number[], expected: number[]): void => {
      found.forEach((p, i) => {
        expect(p).toBeCloseTo(expected[i] ?? NaN, 12)
      })
    }
    close(first({ random: 0.12, detour: 0 }), [0.04, 0.04, 0.92])
    close(first({ random: 0, detour: 0.6 }), [0.2, 0.2, 0.6])
    close(first({ random: 0.3, detour: 0.5 }), [0.1 + 0.35 / 3, 0.1 + 0.35 / 3, 0.1 + 0.35 / 3 + 0.35])
  })

  it('name the cells reached in the stated share of responses', () => {
    const policy = maze.behaviour({ narrated: 0.85, random: 0, detour: 0 })
    const responses = support(maze, policy, narrated)
    // There is one fork, before the last three moves.
    const expected: [string, number][] = [
      ['LoLnLmUiUeUaRbRc.', 0.425],
      ['LoLnLmUiUeRfUbRc.', 0.425],
      ['LLLUUURR.', 0.075],
      ['LLLUURUR.', 0.075],
    ]
    expect(responses.size).toBe(4)
    for (const [text, p] of expected) expect(responses.get(text)).toBeCloseTo(p, 12)
  })

  it('stop when their moves are used up', () => {
    const lost = maze.behaviour({ narrated: 1, random: 1, detour: 0 })
    for (const [i, puzzle] of draw(maze, 200).entries()) {
      const { text } = lost.sample(puzzle, createRng(i, 'lost'))
      expect(text.length).toBeLessThanOrEqual(21)
      expect(maze.verify(puzzle, text).reason).toMatch(/^(Right|Wrong: after 10 moves)/)
    }
  })
})

describe('the difficulty', () => {
  it('has the defaults of the experiment', () => {
    expect(maze.difficulty.parse({})).toEqual({ size: 4, walls: 6, minPath: 5, maxPath: 10, maxMoves: 10 })
  })

  it.each([
    [{ size: 6 }, 'size', 'Size must be a whole number from 3 to 5.'],
    [{ walls: 15 }, 'walls', '15 walls leave no room for start and goal on a map of 16 cells.'],
    [{ minPath: 10 }, 'minPath', 'A shortest way of 10 moves is longer than the map allows: 10 cells are free.'],
    [{ maxPath: 4 }, 'maxPath', 'The longest shortest way (4) must be at least the shortest (5).'],
    [{ maxMoves: 9 }, 'maxMoves', 'Ways of 10 moves cannot be walked in 9 moves.'],
  ])('refuses %o at %s', (settings, key, message) => {
    const issues = maze.difficulty.safeParse(settings).error?.issues
    expect(issues?.map((issue) => [issue.path, issue.message])).toContainEqual([[key], message])
  })

  it('ends in a sentence when no map fits', () => {
    const impossible = maze.difficulty.parse({ size: 3, walls: 0, minPath: 5 })
    expect(() => maze.generate(createRng(1), impossible)).toThrow(
      'No map of 3 × 3 cells with 0 walls was found whose shortest way has 5 to 10 moves.',
    )
  })

  it('bounds what is generated', () => {
    for (const puzzle of draw(maze, 30, { minPath: 5, maxPath: 6, maxMoves: 6 })) {
      expect(Array.from(puzzle.cells).sort().join('')).toBe('######--------GS')
      const lengths = ways(puzzle, 6).map((way) => way.length)
      expect(Math.min(...lengths)).toBeGreaterThanOrEqual(5)
    }
  })
})
