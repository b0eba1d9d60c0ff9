import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createRng } from '../../../src/core/rng'
import { gameIds, games } from '../../../src/games'
import { createTokenizer } from '../../../src/games/task'
import { caseOf } from './cases'
import { draw } from './helpers'

describe.each(gameIds)('%s', (id) => {
  const game = games[id]
  const { difficulties, style, faultless } = caseOf(id)
  const styles = [game.baseStyle, game.teacherStyle, game.style.parse(style)]

  it('is registered under its id, with an alphabet of different characters that holds its stops', () => {
    expect(game.id).toBe(id)
    expect(createTokenizer(game.alphabet).size).toBe(game.alphabet.length)
    expect(createTokenizer(game.alphabet).encode(game.stops)).toHaveLength(game.stops.length)
    expect(game.stops).toContain('.')
  })

  it.each(['difficulty', 'style'] as const)('describes every key of its %s', (which) => {
    const schema = game[which]
    expect(schema).toBeInstanceOf(z.ZodObject)
    const { shape } = schema as unknown as z.ZodObject
    const defaults = schema.parse({}) as Record<string, unknown>
    expect(Object.keys(defaults).sort()).toEqual(Object.keys(shape).sort())
    for (const [key, setting] of Object.entries(shape)) {
      const { title, description } = z.globalRegistry.get(setting) ?? {}
      expect(title, key).toMatch(/^[A-Z]/)
      expect(description, key).toMatch(/\.$/)
      const refused = schema.safeParse({ [key]: -1 })
      expect(refused.error?.issues[0]?.path, key).toEqual([key])
      expect(refused.error?.issues[0]?.message, key).toContain(title)
    }
    expect(schema.safeParse({ nonsense: 1 }).success).toBe(false)
  })

  it('has the teacher as its default style, and a base that differs', () => {
    expect(game.style.parse({})).toEqual(game.teacherStyle)
    expect(game.style.parse(game.baseStyle)).toEqual(game.baseStyle)
    expect(game.baseStyle).not.toEqual(game.teacherStyle)
  })

  it.each(difficulties)('keeps to its alphabet and lengths with %o', (settings) => {
    const lengths = game.lengths(game.difficulty.parse(settings))
    const tokenizer = createTokenizer(game.alphabet)
    for (const [i, puzzle] of draw(game, 60, settings).entries()) {
      expect(tokenizer.encode(game.prompt(puzzle)).length).toBeLessThanOrEqual(lengths.prompt)
      for (const written of styles.map((each) => game.behaviour(each).sample(puzzle, createRng(i, 'lengths')))) {
        expect(tokenizer.encode(written.text).length).toBeLessThanOrEqual(lengths.response)
        expect(written.logProbs).toHaveLength(written.text.length)
        expect([...game.stops].some((stop) => written.text.indexOf(stop) === written.text.length - 1)).toBe(true)
      }
    }
  })

  it.each(difficulties)('draws the same puzzle and response from the same name with %o', (settings) => {
    const once = draw(game, 40, settings)
    expect(draw(game, 40, settings)).toEqual(once)
    // Item 39 alone, by a fresh policy: nothing that was drawn before it matters.
    const last = game.generate(createRng(1, id, 39), game.difficulty.parse(settings))
    expect(last).toEqual(once.at(-1))
    const policy = game.behaviour(game.baseStyle)
    const all = once.map((puzzle, i) => policy.sample(puzzle, createRng(2, id, i)))
    expect(game.behaviour(game.baseStyle).sample(last, createRng(2, id, 39))).toEqual(all.at(-1))
    expect(draw(game, 40, settings, 9)).not.toEqual(once)
  })

  it('makes puzzles that a teacher without slips always solves, and says so', () => {
    const teacher = game.behaviour(game.style.parse(faultless))
    for (const settings of difficulties) {
      for (const [i, puzzle] of draw(game, 80, settings).entries()) {
        const { text } = teacher.sample(puzzle, createRng(i, 'teacher'))
        const verdict = game.verify(puzzle, text)
        expect(verdict, `${game.prompt(puzzle)} ${text}`).toMatchObject({ correct: true })
        expect(verdict.reason).toMatch(/^Right: .+\.$/)
      }
    }
  })

  it('writes 4000 responses within a few seconds', () => {
    const puzzles = draw(game, 200)
    const policy = game.behaviour(game.teacherStyle)
    const start = performance.now()
    for (let i = 0; i < 4000; i++) policy.sample(puzzles[i % 200], createRng(i, 'speed'))
    expect(performance.now() - start).toBeLessThan(20_000)
  })
})

it('gives base writers some competence, not mastery', () => {
  const rates = gameIds.map((id) => {
    const game = games[id]
    const policy = game.behaviour(game.baseStyle)
    const right = draw(game, 600).filter((p, i) => game.verify(p, policy.sample(p, createRng(i, 'rate')).text).correct)
    return right.length / 600
  })
  for (const rate of rates) {
    expect(rate).toBeGreaterThan(0.55)
    expect(rate).toBeLessThan(0.995)
  }
})
