import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { createRng } from '../../../src/core/rng'
import { gameIds, games } from '../../../src/games'
import { caseOf } from './cases'
import { draw } from './helpers'

const cases = gameIds.flatMap((id) => caseOf(id).difficulties.map((settings) => [id, settings] as const))

describe.each(cases)('%s with %o', (id, settings) => {
  const game = games[id]
  const difficulty = game.difficulty.parse(settings)
  const puzzles = draw(game, 60, settings)

  it('gives the puzzle back that a prompt was made from', () => {
    for (const puzzle of puzzles) {
      const parsed = game.parse(game.prompt(puzzle), difficulty)
      expect(parsed).toEqual(puzzle)
      expect(game.prompt(parsed)).toBe(game.prompt(puzzle))
    }
  })

  it('gives a puzzle on which the verifier says the same of any response', () => {
    const policies = [game.baseStyle, game.teacherStyle].map((style) => game.behaviour(style))
    const random = fc.string({ unit: fc.constantFrom(...Array.from(game.alphabet)), maxLength: 20 })
    fc.assert(
      fc.property(fc.nat(59), fc.nat(1), fc.nat(999), random, (which, writer, seed, tail) => {
        const puzzle = puzzles[which]
        const parsed = game.parse(game.prompt(puzzle), difficulty)
        const written = policies[writer]?.sample(puzzle, createRng(seed, 'parse')).text ?? ''
        for (const text of [written, tail, `${tail}.`, written.slice(0, 3) + tail])
          expect(game.verify(parsed, text)).toEqual(game.verify(puzzle, text))
      }),
      { seed: 3, numRuns: 200 },
    )
  })

  it('reads any text without throwing, and only prompts as prompts', () => {
    const prompts = puzzles.map((puzzle) => game.prompt(puzzle))
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.string({ unit: fc.constantFrom(...Array.from(game.alphabet)), maxLength: 30 }),
      // Prompts with one character changed, added or left out.
      fc
        .tuple(fc.constantFrom(...prompts), fc.nat(30), fc.nat(1), fc.constantFrom('', ...Array.from(game.alphabet)))
        .map(([prompt, at, removed, put]) => prompt.slice(0, at) + put + prompt.slice(at + removed)),
    )
    fc.assert(
      fc.property(text, (written) => {
        const parsed = game.parse(written, difficulty)
        expect(parsed === undefined ? written : game.prompt(parsed)).toBe(written)
      }),
      { seed: 5, numRuns: 1500 },
    )
  })

  it.each([
    ['nothing', ''],
    ['an end alone', '='],
    ['100k digits', `${'1'.repeat(100_000)}:`],
    ['100k cups', `${'01'.repeat(50_000)}=`],
    ['100k walls', `${'#'.repeat(100_000)}SG:`],
    ['full-width digits', '３４２５:'],
    ['a property name', '__proto__:'],
    ['script', '<script>'],
  ])('does not take %s for a prompt', (_, text) => {
    expect(game.parse(text, difficulty)).toBeUndefined()
  })

  it('does not take a prompt for one with a line break or a space about it', () => {
    for (const puzzle of puzzles.slice(0, 5)) {
      const prompt = game.prompt(puzzle)
      for (const text of [`${prompt}\n`, `\n${prompt}`, ` ${prompt}`, `${prompt}${prompt}`])
        expect(game.parse(text, difficulty)).toBeUndefined()
    }
  })
})

test.each(gameIds.flatMap((id) => caseOf(id).noPrompts.map(([text, why]) => [id, text, why] as const)))(
  '%s refuses %s: %s',
  (id, text) => {
    const game = games[id]
    expect(game.parse(text, game.difficulty.parse({}))).toBeUndefined()
  },
)
