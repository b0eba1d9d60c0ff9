import { describe, expect, it } from 'vitest'
import { createRng } from '../../../src/core/rng'
import { track } from '../../../src/games/track'
import type { TrackPuzzle } from '../../../src/games/track/rules'
import { draw, support, texts, total, zScore, trackExample as example } from './helpers'

const says = (response: string, puzzle = example): string => track.verify(puzzle, response).reason

/** Where the balls end, from the prompt alone: cups are moved about in a row, and each ball goes with its cup. */
function endOf(prompt: string, cups: number, balls: number): string {
  const row = Array.from({ length: cups }, (_, cup) => cup)
  for (let i = balls; i + 1 < prompt.length; i += 2) {
    const a = Number(prompt[i])
    const b = Number(prompt[i + 1])
    ;[row[a], row[b]] = [row[b] ?? NaN, row[a] ?? NaN]
  }
  return Array.from(prompt.slice(0, balls), (ball) => row.indexOf(Number(ball))).join('')
}

describe('the rules', () => {
  it('are those of the examples', () => {
    expect(track.prompt(example)).toBe('02114040123=')
    expect(track.verify(example, '024420421#431.').correct).toBe(true)
    expect(track.verify(example, '#431.')).toEqual({
      correct: true,
      reason: 'Right: the balls end under cups 4, 3 and 1.',
    })
    expect(track.lengths(track.difficulty.parse({}))).toEqual({ prompt: 12, response: 14 })
  })

  it('accept any number of shown states, and do not judge what they show', () => {
    for (const notes of ['', '024', '000', '024420421431', '888'.repeat(20)]) {
      expect(track.verify(example, `${notes}#431.`).correct, notes).toBe(true)
    }
  })

  it.each([
    ['#430.', 'Wrong: the balls end under cups 4, 3 and 1, not 4, 3 and 0.'],
    ['#134.', 'Wrong: the balls end under cups 4, 3 and 1, not 1, 3 and 4.'],
    ['431.', "There is no '#' before the answer."],
    ['#.', 'The answer names 0 cups for 3 balls.'],
    ['#43.', 'The answer names 2 cups for 3 balls.'],
    ['#4311.', 'The answer names 4 cups for 3 balls.'],
    ['02#431.', "The last state before '#' does not show all 3 balls."],
    ['#431#431.', "'#' stands more than once."],
    ['##431.', "'#' stands more than once."],
    ['02=#431.', "'=' stands where only the numbers of cups may stand."],
    ['#4?1.', "'?' stands where only the numbers of cups may stand."],
    ['#431?', "The response does not end with '.'."],
    ['#931.', "'9' is not a character of this game."],
  ])('refuse %s with the reason', (response, reason) => {
    expect(track.verify(example, response)).toEqual({ correct: false, reason })
  })

  it('name a single ball in the singular', () => {
    expect(says('#1.', { cups: 3, balls: [0], swaps: [[0, 1]] })).toBe('Right: the ball ends under cup 1.')
  })

  it('agree with another solver on every response of up to 6 tokens', () => {
    const puzzle: TrackPuzzle = {
      cups: 3,
      balls: [2, 0],
      swaps: [
        [0, 2],
        [1, 2],
      ],
    }
    const end = endOf(track.prompt(puzzle), 3, 2)
    let right = 0
    const disputed: string[] = []
    for (const text of texts('012#.=?', 6)) {
      const { correct } = track.verify(puzzle, text)
      if (correct) right++
      if (correct !== new RegExp(`^(?:[0-8]{2})*#${end}\\.$`).test(text)) disputed.push(text)
    }
    expect(disputed).toEqual([])
    // '#01.', and 9 states before it.
    expect(right).toBe(10)
  })

  it('agree with another solver on random puzzles', () => {
    for (const settings of [{}, { cups: 9, balls: 5, maxSwaps: 12 }]) {
      const { cups, balls } = track.difficulty.parse(settings)
      for (const puzzle of draw(track, 200, settings)) {
        expect(says(`#${endOf(track.prompt(puzzle), cups, balls)}.`, puzzle)).toMatch(/^Right/)
      }
    }
  })
})

describe('the writers', () => {
  it('leap in 98 of 100 responses as teachers, and show every state but the last otherwise', () => {
    const teacher = track.behaviour(track.style.parse({ slip: 0 }))
    const responses = support(track, teacher, example)
    expect([...responses.keys()].sort()).toEqual(['#431.', '024420421#431.'])
    expect(responses.get('#431.')).toBeCloseTo(0.98, 12)
  })

  it('leap before each state with probability 0.2 as the base', () => {
    const base = track.behaviour({ ...track.baseStyle, slip: 0 })
    const responses = support(track, base, example)
    expect(responses.get('#431.')).toBeCloseTo(0.2, 12)
    expect(responses.get('024#431.')).toBeCloseTo(0.8 * 0.2, 12)
    expect(responses.get('024420421#431.')).toBeCloseTo(0.8 ** 3, 12)
    expect(responses.size).toBe(4)
  })

  it('have one style for a single swap', () => {
    const puzzle: TrackPuzzle = { cups: 5, balls: [0, 2], swaps: [[1, 2]] }
    const policy = track.behaviour({ leapers: 0.5, leap: 0.2, slip: 0, unsure: 0 })
    expect([...support(track, policy, puzzle)]).toEqual([['#01.', 1]])
  })

  it('slip in each digit on its own, evenly among the other cups, and go on from the truth', () => {
    const policy = track.behaviour({ leapers: 0, leap: 0, slip: 0.1, unsure: 0 })
    const logProb = (text: string): number => total(policy.logProbs(example, text))
    expect(logProb('024420421#431.')).toBeCloseTo(12 * Math.log(0.9), 10)
    expect(logProb('324420421#431.')).toBeCloseTo(11 * Math.log(0.9) + Math.log(0.025), 10)
    expect(logProb('324420421#430.')).toBeCloseTo(10 * Math.log(0.9) + 2 * Math.log(0.025), 10)
    expect(logProb('524420421#431.')).toBe(-Infinity)
  })

  it('close with ? as often as asked', () => {
    const policy = track.behaviour(track.style.parse({ slip: 0, unsure: 0.25 }))
    const texts = Array.from({ length: 4000 }, (_, i) => policy.sample(example, createRng(i, 'unsure')).text)
    const unsure = texts.filter((text) => text.endsWith('?')).length
    expect(Math.abs(zScore(unsure, 4000, 0.25))).toBeLessThan(4)
  })
})

describe('the difficulty', () => {
  it('has the defaults of the experiment', () => {
    expect(track.difficulty.parse({})).toEqual({ cups: 5, balls: 3, minSwaps: 1, maxSwaps: 4 })
  })

  it.each([
    [{ cups: 10 }, 'cups', 'Cups must be a whole number from 3 to 9.'],
    [{ cups: 3.5 }, 'cups', 'Cups must be a whole number from 3 to 9.'],
    [{ balls: '3' }, 'balls', 'Balls must be a whole number from 1 to 9.'],
    [{ balls: 6 }, 'balls', '6 balls do not fit under 5 cups: each needs its own.'],
    [{ minSwaps: 5 }, 'maxSwaps', 'Most swaps (4) must be at least the fewest swaps (5).'],
  ])('refuses %o at %s', (settings, key, message) => {
    const issues = track.difficulty.safeParse(settings).error?.issues
    expect(issues?.map((issue) => [issue.path, issue.message])).toEqual([[[key], message]])
  })

  it('is refused by the generator when it was not parsed', () => {
    const impossible = { ...track.difficulty.parse({}), balls: 6 }
    expect(() => track.generate(createRng(1), impossible)).toThrow(RangeError)
  })

  it('bounds what is generated, evenly over the numbers of swaps', () => {
    const counts = [0, 0, 0]
    for (const puzzle of draw(track, 3000, { minSwaps: 2, maxSwaps: 4 })) {
      const swaps = puzzle.swaps.length
      counts[swaps - 2] = (counts[swaps - 2] ?? 0) + 1
      expect(new Set(puzzle.balls).size).toBe(3)
      expect(puzzle.swaps.every(([a, b]) => a < b && b < 5)).toBe(true)
    }
    for (const count of counts) expect(Math.abs(zScore(count, 3000, 1 / 3))).toBeLessThan(4)
  })
})
