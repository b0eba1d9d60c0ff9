import { describe, expect, it } from 'vitest'
import { createRng } from '../../../src/core/rng'
import { sort } from '../../../src/games/sort'
import type { SortPuzzle } from '../../../src/games/sort/rules'
import { draw, support, texts } from './helpers'

const silent: SortPuzzle = { row: '6375', maxSwaps: 3 }
const narrated: SortPuzzle = { row: '3425', maxSwaps: 3 }
const PAIRS = ['12', '13', '14', '23', '24', '34']

/** The row after a list of swaps of places. */
function after(row: string, swaps: readonly string[]): string {
  const digits = Array.from(row)
  for (const [a, b] of swaps.map((swap) => Array.from(swap, (place) => Number(place) - 1))) {
    const held = digits[a ?? NaN] ?? ''
    digits[a ?? NaN] = digits[b ?? NaN] ?? ''
    digits[b ?? NaN] = held
  }
  return digits.join('')
}

const ascends = (row: string): boolean => Array.from(row).every((digit, i) => i === 0 || digit > row.charAt(i - 1))

/** Every list of up to `longest` swaps of four places. */
function* lists(longest: number, before: string[] = []): Generator<string[]> {
  yield before
  if (before.length < longest) for (const pair of PAIRS) yield* lists(longest, [...before, pair])
}

describe('the rules', () => {
  it('are those of the examples', () => {
    expect(sort.prompt(silent)).toBe('6375:')
    expect(sort.verify(silent, '341223.')).toEqual({ correct: true, reason: 'Right: 3 swaps sort the row.' })
    expect(sort.prompt(narrated)).toBe('3425:')
    expect(sort.verify(narrated, '13>243523>2345.').correct).toBe(true)
    expect(sort.verify(narrated, '1323.').correct).toBe(true)
  })

  it('do not judge the notes, and take the places of a swap in either order', () => {
    expect(sort.verify(narrated, '13>111123>9999.').correct).toBe(true)
    expect(sort.verify(narrated, '1323>9999.').correct).toBe(true)
    expect(sort.verify(narrated, '3132.').correct).toBe(true)
  })

  it.each([
    ['.', 'Wrong: after 0 swaps the row is 3425, which is not sorted.'],
    ['13.', 'Wrong: after 1 swap the row is 2435, which is not sorted.'],
    ['12121323.', 'More than 3 swaps are not allowed.'],
    ['15.', "Swap 1 (15) names a place past the row's 4."],
    ['1391.', "Swap 2 (91) names a place past the row's 4."],
    ['1322.', 'Swap 2 (22) names one place twice.'],
    ['132.', "'.' stands where the places of a swap must stand."],
    ['1>3425.', "'>' stands where the places of a swap must stand."],
    ['>3425.', "'>' stands where the places of a swap must stand."],
    ['13>243.', "After '>' a row of 4 digits must follow."],
    ['13>24351.', "'.' stands where the places of a swap must stand."],
    ['13>2435>2435.', "'>' stands where the places of a swap must stand."],
    ['03.', "'0' is not a character of this game."],
    ['1-3.', "'-' is not a character of this game."],
  ])('refuse %s with the reason', (response, reason) => {
    expect(sort.verify(narrated, response)).toEqual({ correct: false, reason })
  })

  it('agree with another solver on every response of up to 8 tokens', () => {
    const puzzle = { row: '312', maxSwaps: 2 }
    let right = 0
    const disputed: string[] = []
    for (const text of texts('123>.', 8)) {
      const { correct } = sort.verify(puzzle, text)
      const swaps = /^(?:(?:12|13|23|21|31|32)(?:>[1-3]{3})?)*\.$/.test(text)
        ? (text.replace(/>.../g, '').match(/\d\d/g) ?? [])
        : undefined
      const expected = swaps !== undefined && swaps.length <= 2 && ascends(after(puzzle.row, swaps))
      if (correct) right++
      if (correct !== expected) disputed.push(text)
    }
    expect(disputed).toEqual([])
    // 3 pairs of swaps, each swap in either order, without a note.
    expect(right).toBe(12)
  })

  it('agree with another solver on every list of swaps', () => {
    for (const puzzle of draw(sort, 20)) {
      const all = [...lists(4)]
      const right = all.filter((swaps) => sort.verify(puzzle, `${swaps.join('')}.`).correct)
      expect(right).toEqual(all.filter((swaps) => swaps.length <= 3 && ascends(after(puzzle.row, swaps))))
    }
  })
})

describe('the writers', () => {
  it('use only shortest lists of swaps as teachers, evenly at each step', () => {
    const teacher = sort.behaviour({ narrated: 0, random: 0 })
    for (const puzzle of draw(sort, 20)) {
      const right = [...lists(3)].filter((swaps) => ascends(after(puzzle.row, swaps)))
      const fewest = Math.min(...right.map((swaps) => swaps.length))
      const shortest = right.filter((swaps) => swaps.length === fewest).map((swaps) => `${swaps.join('')}.`)
      const responses = support(sort, teacher, puzzle)
      expect([...responses.keys()].sort()).toEqual(shortest.sort())
      for (const [text] of responses) {
        const first = shortest.filter((other) => other.slice(0, 2) === text.slice(0, 2))
        const firsts = new Set(shortest.map((other) => other.slice(0, 2)))
        const p = [...responses].filter(([other]) => first.includes(other)).reduce((sum, [, q]) => sum + q, 0)
        expect(p).toBeCloseTo(1 / firsts.size, 12)
      }
    }
  })

  it('make any swap in the stated share of steps', () => {
    const policy = sort.behaviour({ narrated: 0, random: 0.3 })
    // 2143 needs 12 and 34; the first swap is one of them, or any of six.
    const first = (swap: string): number =>
      Math.exp(policy.logProbs({ row: '2143', maxSwaps: 3 }, swap).reduce((a, b) => a + b, 0))
    for (const swap of ['12', '34']) expect(first(swap)).toBeCloseTo(0.3 / 6 + 0.35, 12)
    for (const swap of ['13', '14', '23', '24']) expect(first(swap)).toBeCloseTo(0.05, 12)
  })

  it('show the true row after each swap, in the stated share of responses', () => {
    const responses = support(sort, sort.behaviour({ narrated: 0.8, random: 0 }), { row: '2143', maxSwaps: 3 })
    const expected: [string, number][] = [
      ['12>124334>1234.', 0.4],
      ['34>213412>1234.', 0.4],
      ['1234.', 0.1],
      ['3412.', 0.1],
    ]
    expect(responses.size).toBe(4)
    for (const [text, p] of expected) expect(responses.get(text)).toBeCloseTo(p, 12)
  })

  it('stop when their swaps are used up', () => {
    const lost = sort.behaviour({ narrated: 1, random: 1 })
    for (const [i, puzzle] of draw(sort, 200).entries()) {
      const { text } = lost.sample(puzzle, createRng(i, 'lost'))
      expect(sort.verify(puzzle, text).reason).toMatch(/^(Right|Wrong: after 3 swaps)/)
    }
  })
})

describe('the difficulty', () => {
  it('has the defaults of the experiment, and admits every row that is not sorted', () => {
    expect(sort.difficulty.parse({})).toEqual({ digits: 4, minSwaps: 1, maxSwaps: 3 })
    const rows = new Set(draw(sort, 20_000).map((puzzle) => puzzle.row))
    // 9 · 8 · 7 · 6 rows less the 126 sorted ones; of 2898, a draw of 20,000 misses about 3.
    expect(rows.size).toBeLessThanOrEqual(2898)
    expect(rows.size).toBeGreaterThan(2875)
  })

  it.each([
    [{ digits: 8 }, 'digits', 'Digits must be a whole number from 3 to 7.'],
    [{ minSwaps: 4, maxSwaps: 4 }, 'minSwaps', 'No row of 4 digits needs 4 swaps: 3 sort any.'],
    [{ minSwaps: 3, maxSwaps: 2 }, 'maxSwaps', 'Swaps allowed (2) must be at least the fewest swaps needed (3).'],
  ])('refuses %o at %s', (settings, key, message) => {
    const issues = sort.difficulty.safeParse(settings).error?.issues
    expect(issues?.map((issue) => [issue.path, issue.message])).toEqual([[[key], message]])
  })

  it('bounds what is generated', () => {
    for (const puzzle of draw(sort, 100, { minSwaps: 2, maxSwaps: 2 })) {
      const fewest = [...lists(2)].find((swaps) => ascends(after(puzzle.row, swaps)))?.length
      expect([...lists(1)].some((swaps) => ascends(after(puzzle.row, swaps)))).toBe(false)
      expect(fewest).toBe(2)
      expect(new Set(puzzle.row).size).toBe(4)
    }
  })

  it('is refused by the generator when it was not parsed', () => {
    expect(() => sort.generate(createRng(1), { digits: 3, minSwaps: 3, maxSwaps: 3 })).toThrow(RangeError)
  })
})
