import { describe, expect, it } from 'vitest'
import { createRng } from '../../../src/core/rng'
import { gameIds, games } from '../../../src/games'
import { drawPuzzle, splitOf } from '../../../src/games/split'

describe.each(gameIds)('%s', (id) => {
  const game = games[id]
  const difficulty = game.difficulty.parse({})

  it('never shows a puzzle to both training and evaluation', () => {
    const canonical = (split: 'train' | 'evaluation'): Set<string> =>
      new Set(
        Array.from({ length: 1500 }, (_, i) =>
          game.canonical(drawPuzzle(game, difficulty, split, createRng(3, split, i))),
        ),
      )
    const train = canonical('train')
    const evaluation = canonical('evaluation')
    expect(train.size).toBeGreaterThan(300)
    expect(evaluation.size).toBeGreaterThan(80)
    expect([...evaluation].filter((text) => train.has(text))).toEqual([])
  })

  it('puts about a fifth of the puzzles aside', () => {
    const all = Array.from({ length: 1500 }, (_, i) => game.generate(createRng(4, i), difficulty))
    const distinct = [...new Map(all.map((puzzle) => [game.canonical(puzzle), puzzle])).values()]
    const share = distinct.filter((puzzle) => splitOf(game, puzzle) === 'evaluation').length / distinct.length
    expect(share).toBeGreaterThan(0.13)
    expect(share).toBeLessThan(0.27)
  })

  it('draws item i whatever else was drawn', () => {
    const draw = (i: number): string => game.prompt(drawPuzzle(game, difficulty, 'evaluation', createRng(5, 'item', i)))
    const forwards = [0, 1, 2, 3].map(draw)
    expect([3, 2, 1, 0].map(draw).reverse()).toEqual(forwards)
  })
})

describe('canonical forms', () => {
  it('ignore notation and nothing else', () => {
    const { track, countdown } = games
    const cups = { cups: 5, balls: [0, 2, 1], swaps: [[1, 4]] }
    const same = { cups: 5, balls: [2, 1, 0], swaps: [[4, 1]] }
    expect(track.canonical(cups)).toBe(track.canonical(same))
    expect(track.prompt(cups)).not.toBe(track.prompt(same))
    expect(track.canonical(cups)).not.toBe(track.canonical({ ...cups, swaps: [[1, 3]] }))
    expect(track.canonical(cups)).not.toBe(track.canonical({ ...cups, balls: [0, 2, 3] }))
    const numbers = { numbers: [4, 1, 6], target: 24, operators: '+-*' }
    expect(countdown.canonical(numbers)).toBe(countdown.canonical({ ...numbers, numbers: [6, 4, 1] }))
    expect(countdown.canonical(numbers)).not.toBe(countdown.canonical({ ...numbers, target: 25 }))
  })

  it('say when a difficulty leaves a split without puzzles', () => {
    const { track } = games
    const only = { ...track, generate: () => ({ cups: 3, balls: [0], swaps: [[0, 1]] }) }
    const [split, other] =
      splitOf(only, only.generate()) === 'train'
        ? (['train', 'evaluation'] as const)
        : (['evaluation', 'train'] as const)
    expect(drawPuzzle(only, {}, split, createRng(1))).toEqual(only.generate())
    expect(() => drawPuzzle(only, {}, other, createRng(1))).toThrow(`has no ${other} puzzles at this difficulty`)
  })
})
