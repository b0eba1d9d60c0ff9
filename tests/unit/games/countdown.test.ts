import { describe, expect, it } from 'vitest'
import { createRng } from '../../../src/core/rng'
import { countdown } from '../../../src/games/countdown'
import type { CountdownPuzzle } from '../../../src/games/countdown/rules'
import { draw, support, texts } from './helpers'

const four: CountdownPuzzle = { numbers: [4, 4, 2, 1], target: 3, operators: '+-*' }
const three: CountdownPuzzle = { numbers: [4, 1, 6], target: 24, operators: '+-*' }

/** The value of a calculation without notes, from left to right, in exact integers. */
function valueOf(text: string): bigint {
  return (text.match(/[+*-]?\d/g) ?? []).reduce((value, part) => {
    const number = BigInt(part.slice(-1))
    return part.startsWith('*') ? value * number : part.startsWith('-') ? value - number : value + number
  }, 0n)
}

/** Every order of the numbers, as digits, each order once. */
function orders(numbers: readonly number[]): string[] {
  if (numbers.length === 0) return ['']
  const all = numbers.flatMap((number, i) => orders(numbers.toSpliced(i, 1)).map((rest) => `${number}${rest}`))
  return [...new Set(all)]
}

/** Every calculation without notes that uses all the numbers. */
function calculations({ numbers, operators }: CountdownPuzzle): string[] {
  const signs = [...texts(operators, numbers.length - 1)].filter((text) => text.length === numbers.length - 1)
  return orders(numbers).flatMap((digits) =>
    signs.map((between) => Array.from(digits, (digit, i) => between.slice(i - 1, i) + digit).join('')),
  )
}

/** Whether all running totals fit into notes of two digits. */
const notable = (text: string): boolean =>
  Array.from(text).every(
    (_, i) => i % 2 === 1 || (valueOf(text.slice(0, i + 1)) >= 0n && valueOf(text.slice(0, i + 1)) < 100n),
  )

describe('the rules', () => {
  it('are those of the examples', () => {
    expect(countdown.prompt(four)).toBe('4421=03:')
    expect(countdown.verify(four, '4*2=08-4=04-1=03.')).toEqual({
      correct: true,
      reason: 'Right: the calculation comes to 3 and uses all 4 numbers.',
    })
    expect(countdown.prompt(three)).toBe('416=24:')
    expect(countdown.verify(three, '1*6*4.').correct).toBe(true)
  })

  it('work from left to right without precedence, over any intermediate total', () => {
    expect(countdown.verify({ numbers: [2, 3, 4], target: 20, operators: '+-*' }, '2+3*4.').correct).toBe(true)
    expect(countdown.verify({ numbers: [1, 9, 9, 8], target: 0, operators: '+-*' }, '1-9+8*9.').correct).toBe(true)
  })

  it('do not judge the notes, and allow them after some operations only', () => {
    expect(countdown.verify(four, '4*2=99-4-1=00.').correct).toBe(true)
  })

  it.each([
    ['9**9.', 'There is no 9 left to use: each number counts once.'],
    ['4**4.', "'*' stands where a number must stand."],
    ['4.5*2.', "Something follows the '.' that ends the response."],
    ['4*2-4-4.', 'There is no 4 left to use: each number counts once.'],
    ['4*2-4-2.', 'There is no 2 left to use: each number counts once.'],
    ['4-1.', 'Not all numbers are used: 4 and 2 are left.'],
    ['4*2-4.', 'Not all numbers are used: 1 is left.'],
    ['4+4+2+1.', 'Wrong: the calculation comes to 11, not 3.'],
    ['44-2-1.', "'4' stands where an operator (+-*) must stand."],
    ['4*2=8-4-1.', "After '=' a total of two digits must follow."],
    ['4*2=008-4-1.', "'8' stands where an operator (+-*) must stand."],
    ['4=04*2-4-1.', "'=' stands where an operator (+-*) must stand."],
    ['-4*2-4-1.', "'-' stands where a number must stand."],
    ['4*2-4-1+.', "'.' stands where a number must stand."],
    ['4*2-4-1=03=03.', "'=' stands where an operator (+-*) must stand."],
    ['4*2-4-1+0.', 'There is no 0 left to use: each number counts once.'],
    ['4×2-4-1.', "'×' (U+00D7) is not a character of this game."],
    ['4*2−4−1.', "'−' (U+2212) is not a character of this game."],
    ['4*(2-1).', "'(' is not a character of this game."],
    ['4/2+1.', "'/' is not a character of this game."],
    ['3.', 'There is no 3 left to use: each number counts once.'],
  ])('refuse %s with the reason', (response, reason) => {
    expect(countdown.verify(four, response)).toEqual({ correct: false, reason })
  })

  it('refuse an operator that the puzzle does not allow', () => {
    const puzzle = { ...three, operators: '+-' }
    expect(countdown.verify(puzzle, '1*6*4.').reason).toBe("'*' stands where an operator (+-) must stand.")
  })

  it.each([
    [{ numbers: [2, 3], target: 6, operators: '+-*' }, '023*-=.', 7],
    [{ numbers: [2, 3, 3], target: 9, operators: '+-*' }, '23+*-.', 6],
  ])('agree with another solver on every response to %o', (puzzle, characters, longest) => {
    const used = puzzle.numbers.toSorted().join('')
    let right = 0
    const disputed: string[] = []
    for (const text of texts(characters, longest)) {
      const { correct } = countdown.verify(puzzle, text)
      const bare = /^\d(?:[+*-]\d(?:=\d\d)?)*\.$/.test(text) ? text.replace(/=\d\d/g, '') : ''
      const digits = (bare.match(/\d/g) ?? []).sort().join('')
      const expected = bare !== '' && digits === used && valueOf(bare) === BigInt(puzzle.target)
      if (correct) right++
      if (correct !== expected) disputed.push(text)
    }
    expect(disputed).toEqual([])
    expect(right).toBeGreaterThan(1)
  })

  it('agree with another solver on every calculation of generated puzzles', () => {
    const puzzles = draw(countdown, 10)
    for (const puzzle of puzzles) {
      const all = calculations(puzzle)
      const found = all.filter((text) => countdown.verify(puzzle, `${text}.`).correct)
      expect(found).toEqual(all.filter((text) => valueOf(text) === BigInt(puzzle.target)))
      expect(found.some((text) => text.includes('*') && notable(text))).toBe(true)
      expect(found.some((text) => !text.includes('*') && notable(text))).toBe(true)
    }
  })
})

describe('the writers', () => {
  const bare = (text: string): string => text.replace(/=\d\d/g, '').slice(0, -1)
  const solutions = calculations(four).filter((text) => valueOf(text) === 3n && notable(text))

  it.each([
    [true, solutions.filter((text) => text.includes('*'))],
    [false, solutions.filter((text) => !text.includes('*'))],
  ])('draw evenly from all solutions; multiplying: %s', (multiplies, expected) => {
    const policy = countdown.behaviour({ multiplying: multiplies ? 1 : 0, narrated: 1, aimed: 1 })
    const responses = support(countdown, policy, four)
    expect([...responses.keys()].map(bare).sort()).toEqual(expected.toSorted())
    for (const p of responses.values()) expect(p).toBeCloseTo(1 / expected.length, 12)
  })

  it('draw evenly from all calculations where they do not aim', () => {
    const policy = countdown.behaviour({ multiplying: 0, narrated: 0, aimed: 0 })
    const expected = calculations({ ...three, operators: '+-' }).filter(notable)
    const responses = support(countdown, policy, three)
    expect([...responses.keys()].map(bare).sort()).toEqual(expected.sort())
    for (const p of responses.values()) expect(p).toBeCloseTo(1 / expected.length, 12)
  })

  it('note the true running totals in two digits', () => {
    const policy = countdown.behaviour(countdown.baseStyle)
    for (const [i, puzzle] of draw(countdown, 100).entries()) {
      const { text } = policy.sample(puzzle, createRng(i, 'notes'))
      expect(text).toMatch(/^\d(?:[+-]\d=\d\d){3}\.$/)
      const steps = bare(text)
      const totals = [3, 5, 7].map((end) => String(valueOf(steps.slice(0, end))).padStart(2, '0'))
      expect(text.match(/\d\d/g)).toEqual(totals)
    }
  })

  it('multiply in 97 of 100 responses as teachers', () => {
    const responses = support(countdown, countdown.behaviour(countdown.teacherStyle), four)
    const multiplying = [...responses].filter(([text]) => text.includes('*')).reduce((sum, [, p]) => sum + p, 0)
    expect(multiplying).toBeCloseTo(0.97, 10)
  })

  it('fall back on any solution where theirs does not exist, and on any calculation where none does', () => {
    const multiplier = countdown.behaviour({ multiplying: 1, narrated: 0, aimed: 1 })
    const sum: CountdownPuzzle = { numbers: [3, 4], target: 7, operators: '+-*' }
    expect([...support(countdown, multiplier, sum).keys()].sort()).toEqual(['3+4.', '4+3.'])
    const adder = countdown.behaviour({ multiplying: 0, narrated: 0, aimed: 1 })
    expect([...support(countdown, adder, { ...sum, target: 12 }).keys()].sort()).toEqual(['3*4.', '4*3.'])
    expect(support(countdown, adder, { ...sum, target: 50 }).size).toBe(5)
    expect(support(countdown, multiplier, { ...sum, operators: '+-' }).size).toBe(2)
  })
})

describe('the difficulty', () => {
  it('has the defaults of the experiment', () => {
    expect(countdown.difficulty.parse({})).toEqual({
      numbers: 4,
      minTarget: 0,
      maxTarget: 99,
      multiplication: 'optional',
    })
  })

  it.each([
    [{ numbers: 6 }, 'numbers', 'Numbers must be a whole number from 2 to 5.'],
    [{ maxTarget: 100 }, 'maxTarget', 'Largest target must be a whole number from 0 to 99.'],
    [{ minTarget: 50, maxTarget: 40 }, 'maxTarget', 'The largest target (40) must be at least the smallest (50).'],
    [{ multiplication: 'yes' }, 'multiplication', 'Multiplication must be one of none, allowed, optional.'],
  ])('refuses %o at %s', (settings, key, message) => {
    const issues = countdown.difficulty.safeParse(settings).error?.issues
    expect(issues?.map((issue) => [issue.path, issue.message])).toEqual([[[key], message]])
  })

  it('ends in a sentence when no target fits', () => {
    const impossible = countdown.difficulty.parse({ numbers: 2, multiplication: 'none', minTarget: 19 })
    expect(() => countdown.generate(createRng(1), impossible)).toThrow(
      'No 2 numbers were found that make a target from 19 to 99.',
    )
  })

  it.each(['none', 'allowed', 'optional'] as const)(
    'bounds what is generated; multiplication: %s',
    (multiplication) => {
      for (const puzzle of draw(countdown, 60, { numbers: 3, multiplication, minTarget: 10, maxTarget: 20 })) {
        expect(puzzle.target).toBeGreaterThanOrEqual(10)
        expect(puzzle.target).toBeLessThanOrEqual(20)
        expect(puzzle.operators).toBe(multiplication === 'none' ? '+-' : '+-*')
        const reached = calculations(puzzle).filter((text) => valueOf(text) === BigInt(puzzle.target))
        expect(reached.length).toBeGreaterThan(0)
        if (multiplication === 'optional') expect(reached.some((text) => !text.includes('*'))).toBe(true)
      }
    },
  )
})
