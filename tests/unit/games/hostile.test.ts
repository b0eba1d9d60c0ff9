import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gameIds, games } from '../../../src/games'
import { caseOf } from './cases'
import { draw } from './helpers'

const everywhere: [string, (right: string) => string, RegExp][] = [
  ['nothing', () => '', /empty/],
  ['a lone stop', () => '.', /.+/],
  ['no stop', (right) => right.slice(0, -1), /does not end with '\.'/],
  ['a second stop', (right) => `${right}.`, /follows the '\.'/],
  ['junk after the stop', (right) => `${right}1`, /follows the '\.'|not a character/],
  ['the answer twice', (right) => right + right, /follows the '\.'/],
  ['a space before', (right) => ` ${right}`, /U\+0020/],
  ['a line break after', (right) => `${right}\n`, /U\+000A/],
  ['a line break within', (right) => `${right.slice(0, 2)}\n${right.slice(2)}`, /U\+000A/],
  ['a null character', (right) => `\0${right}`, /U\+0000/],
  ['a zero-width space', (right) => `\u200b${right}`, /U\+200B/],
  ['a full-width stop', (right) => right.replace('.', '．'), /U\+FF0E/],
  ['an ideographic stop', (right) => right.replace('.', '。'), /U\+3002/],
  ['full-width digits', (right) => right.replace(/[0-9]/g, (d) => String.fromCodePoint(0xff10 + Number(d))), /U\+FF1/],
  ['Arabic-Indic digits', (right) => right.replace(/[0-9]/g, (d) => String.fromCodePoint(0x660 + Number(d))), /U\+066/],
  [
    'mathematical digits',
    (right) => right.replace(/[0-9]/g, (d) => String.fromCodePoint(0x1d7ce + Number(d))),
    /U\+1D7/,
  ],
  ['a lone surrogate', (right) => `\ud800${right}`, /U\+D800/],
  ['a huge number', () => `${'9'.repeat(100_000)}.`, /100001 characters/],
  ['the right answer after 100k notes', (right) => '0'.repeat(100_000) + right, /characters/],
  ['100k stops', () => '.'.repeat(100_000), /100000 characters/],
  ['script', () => '<script>alert(1)</script>.', /not a character/],
  ['a property name', () => '__proto__.', /not a character/],
]

describe.each(gameIds)('%s', (id) => {
  const game = games[id]
  const { puzzle, response } = caseOf(id)

  it('accepts the response that the others are made from', () => {
    expect(game.verify(puzzle, response).correct).toBe(true)
  })

  it.each(everywhere)('refuses %s', (_, make, reason) => {
    const text = make(response)
    const verdict = game.verify(puzzle, text)
    // The maze has no digits to disguise: there its answer stays as it is.
    expect(verdict.correct).toBe(text === response)
    if (text !== response) expect(verdict.reason).toMatch(reason)
    expect(verdict.reason).toMatch(/^[^a-z].*\.$/s)
  })

  it('answers any text with a verdict and a sentence, quickly', () => {
    const puzzles = draw(game, 20)
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.string({ unit: fc.constantFrom(...Array.from(game.alphabet)), maxLength: 40 }),
      fc.string({ unit: fc.constantFrom(...Array.from(game.alphabet)), maxLength: 25 }).map((body) => `${body}.`),
      fc.nat({ max: response.length }).map((at) => `${response.slice(0, at)}.`),
    )
    fc.assert(
      fc.property(text, fc.nat(19), (written, which) => {
        const verdict = game.verify(puzzles[which], written)
        expect(typeof verdict.correct).toBe('boolean')
        expect(verdict.reason.length).toBeGreaterThan(8)
        expect(verdict.reason.endsWith('.')).toBe(true)
        expect(verdict.reason.startsWith('Right: ')).toBe(verdict.correct)
      }),
      { seed: 7, numRuns: 1500 },
    )
  })

  it('calls right only what stays right under its own rules when cut short or doubled', () => {
    for (let at = 0; at < response.length; at++) {
      const cut = `${response.slice(0, at)}.`
      expect(game.verify(puzzle, response.slice(0, at)).correct, response.slice(0, at)).toBe(false)
      // Leaving out a last note is allowed; leaving out anything else is not.
      if (cut.length < response.length - 5) expect(game.verify(puzzle, cut).correct, cut).toBe(false)
    }
  })
})
