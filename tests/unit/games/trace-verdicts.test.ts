import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRng } from '../../../src/core/rng'
import { countdown } from '../../../src/games/countdown'
import type { Game } from '../../../src/games/game'
import { maze } from '../../../src/games/maze'
import { sort } from '../../../src/games/sort'
import { track } from '../../../src/games/track'
import { hasWrong, refusal } from '../../../src/games/response'
import { draw } from './helpers'

/** What a trace says of a response is what the verifier says, for writers' responses, altered ones, and any text. */
function agrees<Puzzle, Difficulty, Style>(
  game: Game<Puzzle, Difficulty, Style>,
  settings: object,
  isRight: (puzzle: Puzzle, response: string) => boolean,
): void {
  const puzzles = draw(game, 40, settings)
  const policies = [game.baseStyle, game.teacherStyle].map((style) => game.behaviour(style))
  const character = fc.constantFrom('', ...Array.from(game.alphabet))
  let rightOnes = 0
  fc.assert(
    fc.property(fc.nat(39), fc.nat(9999), fc.nat(30), character, (which, seed, at, put) => {
      const puzzle = puzzles[which] as Puzzle
      const text = policies[seed % 2]?.sample(puzzle, createRng(seed, 'trace')).text ?? ''
      for (const response of [text, text.slice(0, at) + put + text.slice(at + 1), text.slice(0, at), put.repeat(at)]) {
        const { correct, reason } = game.verify(puzzle, response)
        const found = refusal(response, game.alphabet) === undefined && isRight(puzzle, response)
        expect(found, `${game.prompt(puzzle)} ${response}: ${reason}`).toBe(correct)
        if (correct) rightOnes++
      }
    }),
    { seed: 11, numRuns: 400 },
  )
  expect(rightOnes).toBeGreaterThan(100)
}

test('maze', () => {
  agrees(maze, { maxMoves: 10 }, (puzzle, response) => {
    const { reached, stopped } = maze.trace(puzzle, response)
    return reached && stopped === undefined
  })
})

test('sort', () => {
  agrees(sort, {}, (puzzle, response) => {
    const trace = sort.trace(puzzle, response)
    return trace.sorted && trace.stopped === undefined
  })
})

test('countdown', () => {
  agrees(countdown, {}, (puzzle, response) => countdown.trace(puzzle, response).hit)
})

test('track', () => {
  agrees(track, {}, (puzzle, response) => {
    const { states, answer, rest } = track.trace(puzzle, response)
    const balls = puzzle.balls.length
    const whole = states.every((state) => state.length === balls) && answer?.length === balls && rest === ''
    return whole && !hasWrong(answer) && response.endsWith('.')
  })
})
