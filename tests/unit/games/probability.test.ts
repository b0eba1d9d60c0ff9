import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRng } from '../../../src/core/rng'
import { gameIds, games, type GameId } from '../../../src/games'
import type { BehaviourPolicy } from '../../../src/games/behaviour'
import { caseOf } from './cases'
import { draw, nextTokens, support, total, zScore } from './helpers'

function policies(id: GameId): [string, BehaviourPolicy<unknown>][] {
  const game = games[id]
  return [
    ['base', game.behaviour(game.baseStyle)],
    ['teacher', game.behaviour(game.teacherStyle)],
    ['mixed', game.behaviour(game.style.parse(caseOf(id).style))],
  ]
}

describe.each(gameIds)('%s', (id) => {
  const game = games[id]

  it.each(policies(id))('%s: the probabilities of all responses add up to 1', (_, policy) => {
    for (const puzzle of draw(game, 3, caseOf(id).tiny)) {
      const responses = support(game, policy, puzzle)
      expect(total(responses.values())).toBeCloseTo(1, 9)
      expect(responses.size).toBeGreaterThan(0)
    }
  })

  it.each(policies(id))('%s: the next token is a distribution at every prefix that is written', (_, policy) => {
    for (const [i, puzzle] of draw(game, 15).entries()) {
      const { text } = policy.sample(puzzle, createRng(i, 'prefixes'))
      for (let t = 0; t < text.length; t++) {
        const next = nextTokens(policy, puzzle, text.slice(0, t), game.alphabet)
        expect(total(next.values())).toBeCloseTo(1, 10)
      }
      expect(nextTokens(policy, puzzle, text, game.alphabet).size).toBe(0)
    }
  })

  it.each(policies(id))('%s: what comes next is stated with the probabilities of its log-probs', (_, policy) => {
    for (const [i, puzzle] of draw(game, 15).entries()) {
      const { text } = policy.sample(puzzle, createRng(i, 'next'))
      for (let t = 0; t <= text.length; t++) {
        const next = policy.next(puzzle, text.slice(0, t))
        const stated = nextTokens(policy, puzzle, text.slice(0, t), game.alphabet)
        expect(next.map(([character]) => character).sort()).toEqual([...stated.keys()].sort())
        for (const [character, probability] of next) expect(probability).toBeCloseTo(stated.get(character) ?? NaN, 12)
        expect(next.map(([, probability]) => -probability)).toEqual(next.map(([, p]) => -p).sort((a, b) => a - b))
      }
    }
    expect(policy.next(draw(game, 1)[0], '😀')).toEqual([])
  })

  it.each(policies(id))('%s: log-probs of a text are those with which it was sampled', (_, policy) => {
    const puzzles = draw(game, 30)
    fc.assert(
      fc.property(fc.nat(29), fc.nat(), (which, seed) => {
        const puzzle = puzzles[which]
        const { text, logProbs } = policy.sample(puzzle, createRng(seed, 'text'))
        expect(policy.logProbs(puzzle, text)).toEqual(logProbs)
        expect(logProbs.every((logProb) => logProb < 1e-9)).toBe(true)
      }),
      { seed: 11, numRuns: 60 },
    )
  })

  it.each(policies(id))('%s: frequencies are the stated probabilities', (name, policy) => {
    const trials = 20_000
    const [puzzle] = draw(game, 1, caseOf(id).tiny, 3)
    const stated = new Map<string, number>()
    const tokens = new Map<string, number>()
    const seen = new Map<string, number>()
    const count = (text: string): void => void seen.set(text, (seen.get(text) ?? 0) + 1)
    const rng = createRng(5, 'frequencies', id)
    for (let i = 0; i < trials; i++) {
      const { text, logProbs } = policy.sample(puzzle, rng)
      stated.set(text, Math.exp(total(logProbs)))
      for (let t = 1; t <= text.length; t++) {
        const prefix = text.slice(0, t)
        count(prefix)
        tokens.set(prefix, Math.exp(logProbs[t - 1] ?? NaN))
      }
    }
    // Whole responses, and tokens given what stands before them, wherever the normal approximation holds.
    const scores: number[] = []
    const compare = (hits: number, among: number, p: number): void => {
      if (p > 1 - 1e-9) expect(hits).toBe(among)
      else if (among * p > 20 && among * (1 - p) > 20) scores.push(Math.abs(zScore(hits, among, p)))
    }
    for (const [text, p] of stated) compare(seen.get(text) ?? 0, trials, p)
    for (const [prefix, p] of tokens) compare(seen.get(prefix) ?? 0, seen.get(prefix.slice(0, -1)) ?? trials, p)
    if (name === 'mixed') expect(scores.length).toBeGreaterThan(5)
    // 4.5 standard deviations: 7 in a million for each of at most a few hundred comparisons.
    expect(Math.max(0, ...scores)).toBeLessThan(4.5)
  })
})
